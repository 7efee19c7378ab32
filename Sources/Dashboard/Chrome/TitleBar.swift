import TerminalGraphics
import Training

/// The first line: what is being trained and how, and where in training we are.
struct TitleBar {
    let status: Status
    let view: ViewState
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        let name = " backstep "
        canvas.text(name, x: area.x, y: area.y, theme.highlight(theme.focus))
        let right = progress
        let start = area.x + name.cellWidth + 1
        let room = area.width - name.cellWidth - 2
        let rightWidth = min(right.width, room)
        canvas.text(right, x: area.right - rightWidth, y: area.y, width: rightWidth)
        // What matters least goes first where there is no room for all.
        var parts = settings
        func text() -> StyledText {
            StyledText.joined(parts.map(\.text), separator: StyledText(" │ ", theme.style(theme.border)))
        }
        while parts.count > 1, text().width > room - rightWidth - 2,
            let last = parts.indices.max(by: { parts[$0].order < parts[$1].order })
        {
            parts.remove(at: last)
        }
        canvas.text(text(), x: start, y: area.y, width: max(0, room - rightWidth - 2))
    }

    private struct Part {
        var order: Int
        var text: StyledText
    }

    private var settings: [Part] {
        let rate = NumberFormat.significant(3).trimmed.string(status.learningRate)
        let widths = status.columns.map { String($0.units) }.joined(separator: "→")
        // In the order of the layers: what comes first is what the first layer has.
        let kinds = status.columns.dropFirst().map(\.activation).reduce(into: [String]()) {
            if !$1.isEmpty && !$0.contains($1) { $0.append($1) }
        }
        .joined(separator: " ")
        let shown =
            status.columns.count > 5
            ? "\(status.columns.first?.units ?? 0)→…→\(status.columns.last?.units ?? 0), \(status.columns.count - 1) layers"
            : widths
        let pinned = status.pinnedName.map { " · pinned \($0)" } ?? ""
        return [
            Part(order: 1, text: StyledText([(status.dataName, theme.bold), (pinned, theme.plain)])),
            Part(order: 2, text: StyledText(shown + (kinds.isEmpty ? "" : " " + kinds), theme.plain)),
            Part(order: 4, text: StyledText(Self.short(status.lossName), theme.plain)),
            Part(
                order: 3,
                text: StyledText([(status.optimizerName + " ", theme.plain), ("η " + rate, theme.style(theme.update, .bold))])),
            Part(order: 5, text: StyledText("batch \(status.batch)", theme.plain)),
            Part(order: 6, text: StyledText("seed \(status.seed)", theme.plain)),
        ]
    }

    private var progress: StyledText {
        let epoch = NumberFormat.fixed(2).string(status.epoch)
        var text = StyledText([
            ("it ", theme.dim), (NumberFormat.integer.string(Double(status.completedIterations)), theme.bold),
            ("  epoch ", theme.dim),
            (epoch, theme.bold), ("  ", theme.dim),
        ])
        if status.isRunning {
            var rate = ""
            if case .steps(let steps) = status.speed {
                rate = "\(steps) \(view.grain.rawValue)/s "
            } else if status.iterationsPerSecond > 0 {
                rate = NumberFormat.integer.string(status.iterationsPerSecond.rounded()) + " it/s "
            }
            text.append("▶ " + rate, theme.style(theme.good, .bold))
        } else {
            text.append("‖ paused ", theme.style(theme.warning, .bold))
        }
        return text
    }

    /// The usual short names of losses.
    private static func short(_ loss: String) -> String {
        switch loss {
        case "softmaxCrossEntropy": "softmax + cross-entropy"
        case "mse": "mean squared error"
        default: loss
        }
    }
}
