import TerminalGraphics
import Training

/// The states of an iteration in a line, with the one just done marked: batch ▸ FORWARD 1 2 3 ▸ loss ▸ BACKWARD 3 2 1 ▸ UPDATE 1 3.
struct PhaseRail {
    let status: Status
    let view: ViewState
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        let grain = StyledText([("grain ", theme.dim), (view.grain.rawValue + " ", theme.bold)])
        canvas.text(grain, in: area, .right)
        let room = area.width - grain.width - 2
        for detail in Detail.allCases {
            let text = rail(detail)
            if text.width <= room || detail == .bare {
                canvas.text(text, x: area.x + 1, y: area.y, width: room)
                return
            }
        }
    }

    /// How much a rail says; the first that fits is drawn.
    private enum Detail: CaseIterable {
        /// Every layer with its name, every layer as a number, only how many, only the passes.
        case named, numbered, counted, bare
    }

    private struct Stage {
        var title: String
        var pass: Pass
        var phases: [(offset: Int, element: Phase)]
    }

    private var stages: [Stage] {
        let phases = Array(status.machine.phases.enumerated())
        return [
            Stage(title: "BATCH", pass: .forward, phases: phases.filter { $0.element == .batch }),
            Stage(
                title: "FORWARD", pass: .forward, phases: phases.filter { if case .forward = $0.element { true } else { false } }),
            Stage(title: "LOSS", pass: .loss, phases: phases.filter { $0.element == .loss }),
            Stage(
                title: "BACKWARD", pass: .backward,
                phases: phases.filter { if case .backward = $0.element { true } else { false } }),
            Stage(title: "UPDATE", pass: .update, phases: phases.filter { if case .update = $0.element { true } else { false } }),
        ]
    }

    private func rail(_ detail: Detail) -> StyledText {
        // In a walk, the state that it begins with is the present one.
        let done = status.reveal.map { $0.since + 1 } ?? status.position.done
        var text = StyledText.empty
        for (index, stage) in stages.enumerated() {
            guard let first = stage.phases.first?.offset, let last = stage.phases.last?.offset else { continue }
            if index > 0 { text.append(" ▸ ", theme.style(theme.border)) }
            let isCurrent = done > first && done <= last + 1
            let color = theme.color(of: stage.pass)
            let style =
                isCurrent
                ? theme.highlight(color) : done > last ? theme.style(color, .bold) : theme.dim
            text.append(isCurrent ? " \(stage.title) " : stage.title, style)
            guard stage.phases.count > 1 || detail == .named && stage.phases.first?.element.layer != nil else { continue }
            text.append(layers(stage, done, color, detail))
        }
        return text
    }

    private func layers(_ stage: Stage, _ done: Int, _ color: Color, _ detail: Detail) -> StyledText {
        var text = StyledText.empty
        switch detail {
        case .named, .numbered:
            for (offset, phase) in stage.phases {
                guard let layer = phase.layer else { continue }
                let isHere = done == offset + 1
                var name = name(layer, stage.pass, detail)
                if isHere, let reveal = status.reveal { name += Self.progress(reveal) }
                text.append(" ", theme.plain)
                text.append(
                    isHere ? "[\(name)]" : name,
                    isHere ? theme.style(theme.strong, .bold) : done > offset ? theme.style(color) : theme.dim)
            }
        case .counted:
            let finished = stage.phases.filter { done > $0.offset }.count
            if let reveal = status.reveal, let first = stage.phases.first?.offset, let last = stage.phases.last?.offset,
                done > first, done <= last + 1
            {
                text.append(Self.progress(reveal), theme.style(theme.strong, .bold))
            } else if finished > 0 && finished < stage.phases.count {
                text.append(" \(finished)/\(stage.phases.count)", theme.style(theme.strong, .bold))
            }
        case .bare: break
        }
        return text
    }

    /// How far a walk has come: through the neurons, or through a stage on the way to them.
    private static func progress(_ reveal: Reveal) -> String {
        (reveal.inner.map { " \($0.name)" } ?? "") + " \(reveal.unitsShown)/\(reveal.units)"
    }

    /// `dense₁`, `relu₁`; or short: z₁ and a₁ for what a layer gives, ∂w₁ and δ₁ for what comes back, w₁ for its parameters.
    private func name(_ layer: Int, _ pass: Pass, _ detail: Detail) -> String {
        let label = status.layers[layer]
        let number = Subscript.text(label.column)
        if detail == .named { return label.kind + number }
        if pass == .update { return "w" + number }
        // What goes back: the slopes of the weights from a layer that has some, else the error.
        if pass == .backward { return (label.parameterCount > 0 ? "∂w" : "δ") + number }
        return (status.columns[label.column].layers.lowerBound == layer ? "z" : "a") + number
    }
}
