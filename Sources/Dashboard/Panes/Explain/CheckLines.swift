import Inspection
import TerminalGraphics

/// A gradient check on the screen: the selected parameter's by differences of the loss, and how its layer does; of a small network
/// how every layer does, and each parameter of the selected one.
struct CheckLines {
    /// Nil where there is none yet.
    let check: CheckProbe.Reading?
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }
    private let format = NumberFormat.significant(3)

    func lines(_ detail: ExplanationDetail) -> [ExplanationLine] {
        switch check {
        case .checked(let check)?:
            let own = [line(selected(check))]
            // In a hunt somebody looks for it himself: nothing is told but of what he has selected.
            if context.status.isHunt { return own + (detail.isWhole || detail.terms ? details(check) : []) }
            if detail.isWhole { return own + details(check) + layers(check) }
            guard let summary = summary(check) else { return own + (detail.terms ? details(check) : []) }
            return own + (detail.terms ? details(check).dropLast() : []) + [line(summary)]
        case .tooLarge(let limit)?:
            return [line(StyledText("check: only up to \(NumberFormat.compact.string(Double(limit))) parameters", theme.dim))]
        case nil:
            return [
                line(
                    StyledText(
                        context.status.isRunning ? "check: when paused" : "check: press s until BACKWARD has passed it", theme.dim
                    ))
            ]
        }
    }

    private func line(_ text: StyledText, _ jump: Selection? = nil) -> ExplanationLine {
        ExplanationLine(text: text, jump: jump, isCheck: true)
    }

    private func mark(_ check: CheckProbe.Check) -> (text: String, color: Color) {
        check.isUndecided ? ("?", theme.warning) : check.agrees ? ("✓", theme.good) : ("✗", theme.bad)
    }

    private func selected(_ check: CheckProbe.Check) -> StyledText {
        let mark = mark(check)
        return row("check, numeric ΔL/Δw", "\(format.string(check.numeric)) \(mark.text)", mark.color)
    }

    private func details(_ check: CheckProbe.Check) -> [ExplanationLine] {
        var lines: [ExplanationLine] = []
        if check.isUndecided {
            lines.append(line(StyledText("   several kinks meet here: undecided", theme.style(theme.warning))))
        } else if check.isKink {
            lines.append(line(StyledText("   at a kink: within its two slopes", theme.style(theme.warning))))
        } else {
            lines.append(
                line(StyledText("   relative error \(NumberFormat.scientific(1).string(check.relativeError))", theme.dim)))
        }
        if let layer = check.layer { lines.append(line(verdict("its layer", layer))) }
        return lines
    }

    private func verdict(_ name: String, _ layer: CheckProbe.LayerCheck) -> StyledText {
        let isGood = layer.agreeing == layer.count
        let kinks = layer.kinks > 0 ? ", \(layer.kinks) at kinks" : ""
        return StyledText([
            ("   \(name): \(layer.agreeing) of \(layer.count) agree ", theme.dim),
            (isGood ? "✓" : "✗", theme.style(isGood ? theme.good : theme.bad, .bold)), (kinks, theme.dim),
        ])
    }

    // MARK: A small network's layers

    /// Every layer in one line, with the first wrong parameter on the way back: `layers 1 ✗ 2 ✓  first w₁[0,0]`.
    private func summary(_ check: CheckProbe.Check) -> StyledText? {
        guard check.layers.count > 1 else { return nil }
        var text = StyledText("   layers", theme.dim)
        for layer in check.layers {
            let isGood = layer.agreeing == layer.count
            text.append(" \(layer.column) ", theme.dim)
            text.append(isGood ? "✓" : "✗", theme.style(isGood ? theme.good : theme.bad, .bold))
        }
        guard let wrong = check.layers.last(where: { $0.firstWrong != nil })?.firstWrong else { return text }
        let place = ["  first wrong \(wrong.name.short)", "  \(wrong.name.short)"].first { text.width + $0.cellWidth < width }
        return text + StyledText(place ?? "", theme.style(theme.bad))
    }

    /// Every layer, and below the selected one's line its parameters: the first wrong one is marked, each can be gone to.
    private func layers(_ check: CheckProbe.Check) -> [ExplanationLine] {
        check.layers.flatMap { layer in
            let isOwn = layer.column == check.layer?.column
            let wrong = layer.firstWrong
            guard isOwn else { return [line(verdict("layer \(layer.column)", layer), wrong?.selection)] }
            return [line(StyledText("     of            backward, numeric", theme.dim))]
                + layer.parameters.map { parameter in
                    line(self.parameter(parameter, isFirstWrong: parameter == wrong), parameter.selection)
                }
        }
    }

    /// `✗ w₁[0,1]  −1.50 ≠ 3.00`
    private func parameter(_ parameter: CheckProbe.ParameterCheck, isFirstWrong: Bool) -> StyledText {
        let mark = mark(parameter.check)
        let sign = parameter.check.agrees ? "=" : "≠"
        let numbers = "\(format.string(parameter.check.analytic)) \(sign) \(format.string(parameter.check.numeric))"
        var text = StyledText([
            ("   \(mark.text) ", theme.style(mark.color, .bold)), (parameter.name.short.padded(to: 14), theme.plain),
            (numbers, parameter.check.agrees ? theme.dim : theme.plain),
        ])
        if isFirstWrong { text.append(" ◂ first", theme.style(theme.bad, .bold)) }
        return text
    }

    private func row(_ name: String, _ text: String, _ color: Color) -> StyledText {
        let room = max(1, width - 2 - name.cellWidth - text.cellWidth)
        return StyledText([
            (name, theme.style(color)), (String(repeating: " ", count: room), theme.plain), (text, theme.style(color, .bold)),
        ])
    }
}
