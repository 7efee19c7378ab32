import Inspection
import TerminalGraphics

/// A gradient check on the screen: the selected parameter's by differences of the loss, and how a sample of its layer does.
struct CheckLines {
    /// Nil where there is none yet.
    let check: CheckProbe.Reading?
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }

    func lines(isShort: Bool) -> [StyledText] {
        switch check {
        case .checked(let check)?: return selected(check) + (isShort ? [] : details(check))
        case .tooLarge(let limit)?:
            return [StyledText("check: only up to \(NumberFormat.compact.string(Double(limit))) parameters", theme.dim)]
        case nil:
            return [
                StyledText(
                    context.status.isRunning ? "check: when paused" : "check: press s until BACKWARD has passed it", theme.dim)
            ]
        }
    }

    private func selected(_ check: CheckProbe.Check) -> [StyledText] {
        let color = check.isUndecided ? theme.warning : check.agrees ? theme.good : theme.bad
        let mark = check.isUndecided ? "?" : check.agrees ? "✓" : "✗"
        return [row("check, numeric ΔL/Δw", "\(NumberFormat.significant(3).string(check.numeric)) \(mark)", color)]
    }

    private func details(_ check: CheckProbe.Check) -> [StyledText] {
        var lines: [StyledText] = []
        if check.isUndecided {
            lines.append(StyledText("   several kinks meet here: undecided", theme.style(theme.warning)))
        } else if check.isKink {
            lines.append(StyledText("   at a kink: within its two slopes", theme.style(theme.warning)))
        } else {
            lines.append(StyledText("   relative error \(NumberFormat.scientific(1).string(check.relativeError))", theme.dim))
        }
        if let layer = check.layer {
            let isGood = layer.agreeing == layer.count
            let kinks = layer.kinks > 0 ? ", \(layer.kinks) at kinks" : ""
            lines.append(
                StyledText([
                    ("   its layer: \(layer.agreeing) of \(layer.count) agree ", theme.dim),
                    (isGood ? "✓" : "✗", theme.style(isGood ? theme.good : theme.bad, .bold)), (kinks, theme.dim),
                ]))
        }
        return lines
    }

    private func row(_ name: String, _ text: String, _ color: Color) -> StyledText {
        let room = max(1, width - 2 - name.cellWidth - text.cellWidth)
        return StyledText([
            (name, theme.style(color)), (String(repeating: " ", count: room), theme.plain), (text, theme.style(color, .bold)),
        ])
    }
}
