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
        let ways: [(order: Int, shortens: Bool)] = [
            (6, false), (5, false), (4, true), (1, true), (4, false), (3, false), (2, true), (2, false),
        ]
        for way in ways where text().width > room - rightWidth - 2 {
            guard let index = parts.firstIndex(where: { $0.order == way.order }) else { continue }
            if !way.shortens {
                parts.remove(at: index)
            } else if let short = parts[index].short {
                parts[index].text = short
            }
        }
        canvas.text(text(), x: start, y: area.y, width: max(0, room - rightWidth - 2))
    }

    private struct Part {
        var order: Int
        var text: StyledText
        /// What there may still be room for.
        var short: StyledText?
    }

    private var settings: [Part] {
        let rate = NumberFormat.significant(3).trimmed.string(status.learningRate)
        let widths = status.columns.map { String($0.units) }.joined(separator: "→")
        // In the order of the layers: what comes first is what the first layer has.
        let kinds = status.columns.dropFirst().flatMap { [$0.kind == "dense" ? "" : $0.kind, $0.activation] }.reduce(
            into: [String]()
        ) {
            if !$1.isEmpty && !$0.contains($1) { $0.append($1) }
        }
        .joined(separator: " ")
        let shown =
            status.columns.count > 5
            ? "\(status.columns.first?.units ?? 0)→…→\(status.columns.last?.units ?? 0), \(status.columns.count - 1) layers"
            : widths
        let pinned = status.pinnedName.map { " · pinned \(status.classWord) \($0)" } ?? ""
        let optimizer = OptimizerText(status.optimizerName)
        return [
            Part(
                order: 1, text: StyledText([(status.dataName, theme.bold), (pinned, theme.plain)]),
                short: StyledText([(status.dataName, theme.bold), (pinned.replacing("pinned ", with: ""), theme.plain)])),
            Part(
                order: 2, text: StyledText(shown + (kinds.isEmpty ? "" : " " + kinds), theme.plain),
                short: kinds.isEmpty || status.columns.count < 3
                    ? nil : StyledText("\(status.columns.count - 1) layers \(kinds)", theme.plain)),
            Part(
                order: 4, text: StyledText(Self.name(status.lossName), theme.plain),
                short: status.lossName == "softmaxCrossEntropy" ? StyledText("cross-entropy", theme.plain) : nil),
            Part(
                order: 3,
                text: StyledText([
                    (optimizer.name + " ", theme.plain), ("η " + rate, theme.bold), (optimizer.settings, theme.plain),
                ])),
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

    /// The usual names of losses.
    private static func name(_ loss: String) -> String {
        switch loss {
        case "softmaxCrossEntropy": "softmax + cross-entropy"
        case "mse": "mean squared error"
        case "mae": "mean absolute error"
        case "binaryCrossEntropy", "binaryCrossEntropyWithLogits": "binary cross-entropy"
        default: loss
        }
    }
}

extension Status {
    /// What a class is called: a digit where they are ten pictures' names, a symbol where they are letters, else a class.
    var classWord: String {
        if classNames == (0..<10).map(String.init), columns.first?.image != nil { return "digit" }
        return classNames.contains { Int($0) == nil } && classNames.allSatisfy { $0.count == 1 } ? "symbol" : "class"
    }
}
