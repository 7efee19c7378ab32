import Inspection
import NeuralNetwork
import TerminalGraphics

/// The states of an iteration in a line, with the one just done marked: BATCH ▸ FORWARD dense₁ [relu₁] dense₂ ▸ LOSS ▸ BACKWARD …
/// ▸ UPDATE … Where an iteration goes by as a whole, running or in one step, all of it is lit and nothing marked.
struct PhaseRail {
    let status: Status
    let view: ViewState
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        let grain = StyledText([("grain ", theme.dim), (view.grain.rawValue + " ", theme.bold)])
        canvas.text(grain, in: area, .right)
        let room = area.width - grain.width - 2
        canvas.text(rail(detail(room)).text, x: area.x + 1, y: area.y, width: room)
    }

    /// States done at the end of the pass or layer whose name stands in a column, to be gone to by a click; nil where none does.
    func done(at x: Int, in area: Rect) -> Int? {
        let room = area.width - "grain \(view.grain.rawValue) ".cellWidth - 2
        guard x < area.x + 1 + room else { return nil }
        return rail(detail(room)).targets.first { $0.columns.contains(x - area.x - 1) }?.done
    }

    /// Chosen by what any state of the iteration needs, so that it stays the same from step to step.
    private func detail(_ room: Int) -> Detail { Detail.allCases.first { width($0) <= room } ?? .bare }

    /// A name on the rail, and how many states are done at its end.
    private typealias Target = (columns: Range<Int>, done: Int)

    /// Lengths of a rail; the first that fits is drawn.
    private enum Detail: CaseIterable {
        /// Every layer by its name, those of the pass in view, only the layer in view and how many, that layer alone, only the
        /// passes.
        case named, ofPass, counted, here, bare
    }

    /// The room that a rail needs, whichever state is in view.
    private func width(_ detail: Detail) -> Int {
        let bare = stages.reduce(0) { $0 + $1.title.cellWidth + 3 } - 1
        let layers = stages.map { names($0, nil, theme.text, .named).text.width }
        let walk = status.walkState.map { ($0.inner.map { 1 + $0.name.cellWidth } ?? 0) + 2 + 2 * String($0.units).count } ?? 0
        switch detail {
        case .named: return bare + layers.reduce(0, +) + 2 + walk
        case .ofPass: return bare + (layers.max() ?? 0) + 2 + walk
        case .counted, .here:
            let widest = status.layers.map { self.name($0.index).cellWidth }.max() ?? 0
            let count = String(status.layers.count).count
            return bare + widest + 3 + walk + (detail == .counted ? 2 + 2 * count : 0)
        case .bare: return bare
        }
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
            Stage(title: "LOSS" + mark(.loss), pass: .loss, phases: phases.filter { $0.element == .loss }),
            Stage(
                title: "BACKWARD" + mark(.layers), pass: .backward,
                phases: phases.filter { if case .backward = $0.element { true } else { false } }),
            Stage(title: "UPDATE", pass: .update, phases: phases.filter { if case .update = $0.element { true } else { false } }),
        ]
    }

    /// Marks the pass that has a bug, where that is told.
    private func mark(_ place: BugPlace) -> String { status.bug?.place == place ? " ☣" : "" }

    private func rail(_ detail: Detail) -> (text: StyledText, targets: [Target]) {
        // In a walk, the state that it begins with is the present one.
        let done = status.walkState.map { $0.since + 1 } ?? status.position.done
        let whole = status.showsWholeIterations(view.grain)
        var text = StyledText.empty
        var targets: [Target] = []
        if status.isTooFastToFollow { text.append("▶ ", theme.style(theme.good, .bold)) }
        func append(_ names: (text: StyledText, targets: [Target])) {
            let start = text.width
            targets += names.targets.map { ($0.columns.lowerBound + start..<$0.columns.upperBound + start, $0.done) }
            text.append(names.text)
        }
        for (index, stage) in stages.enumerated() {
            guard let first = stage.phases.first?.offset, let last = stage.phases.last?.offset else { continue }
            if index > 0 { text.append(" ▸ ", theme.style(theme.border)) }
            let isCurrent = !whole && done > first && done <= last + 1
            let color = theme.color(of: stage.pass)
            let style = isCurrent ? theme.highlight(color) : whole || done > last ? theme.style(color, .bold) : theme.dim
            let start = text.width
            text.append(isCurrent ? " \(stage.title) " : stage.title, style)
            targets.append((start..<text.width, last + 1))
            // In a step of a pass, its last layer is not where one is.
            let marked = whole || view.grain == .pass && status.walkState == nil ? nil : done
            switch detail {
            case .named: append(names(stage, marked, color, detail, done: whole ? .max : done))
            case .ofPass, .counted, .here: if isCurrent { append(names(stage, marked, color, detail, done: done)) }
            case .bare: break
            }
        }
        return (text, targets)
    }

    /// The layers of a pass, the one in view in brackets.
    private func names(_ stage: Stage, _ marked: Int?, _ color: Color, _ detail: Detail, done: Int = 0)
        -> (text: StyledText, targets: [Target])
    {
        var text = StyledText.empty
        var targets: [Target] = []
        for (offset, phase) in stage.phases {
            guard let layer = phase.layer else { continue }
            let isHere = marked == offset + 1
            var name = name(layer)
            if isHere, let walkState = status.walkState { name += Self.progress(walkState) }
            guard detail != .counted && detail != .here else {
                if isHere {
                    let count =
                        detail == .counted && status.walkState == nil
                        ? " \(offset - (stage.phases.first?.offset ?? 0) + 1)/\(stage.phases.count)" : ""
                    text.append(" [\(name)]\(count)", theme.style(theme.strong, .bold))
                }
                continue
            }
            text.append(" ", theme.plain)
            let start = text.width
            text.append(
                isHere ? "[\(name)]" : name,
                isHere ? theme.style(theme.strong, .bold) : done > offset ? theme.style(color) : theme.dim)
            targets.append((start..<text.width, offset + 1))
        }
        return (text, targets)
    }

    /// The progress of a walk: through the neurons, or through a stage on the way to them.
    private static func progress(_ walkState: WalkState) -> String {
        (walkState.inner.map { " \($0.name)" } ?? "") + " \(walkState.unitsShown)/\(walkState.units)"
    }

    /// `dense₁`, `relu₁`
    private func name(_ layer: Int) -> String { status.layers[layer].kind + Subscript.text(status.layers[layer].column) }
}
