import Inspection
import TerminalGraphics

/// The standing of two runs, number beside number.
struct ScoreLines {
    let a: ScoreProbe.Reading
    let b: ScoreProbe.Reading
    let theme: Theme

    /// The numbers that count first; gradients of the layers as far as there is room.
    func all(width: Int, height: Int) -> [StyledText] {
        // Where there is one line, in as few words as it takes to say all three.
        var short = self
        short.isShort = height == 1 && width < 110
        let items = short.isShort ? short.scores : scores + gradients
        var lines: [StyledText] = []
        var line = StyledText(" ", theme.plain)
        for item in items {
            if line.width > 1, line.width + 3 + item.width > width {
                lines.append(line)
                line = StyledText(" ", theme.plain)
            }
            if line.width > 1 { line.append(" │ ", theme.style(theme.border)) }
            line.append(item)
        }
        lines.append(line)
        if lines.count > height, height > 0 {
            lines = Array(lines.prefix(height))
        }
        return lines
    }

    private var isShort = false

    init(a: ScoreProbe.Reading, b: ScoreProbe.Reading, theme: Theme) {
        (self.a, self.b, self.theme) = (a, b, theme)
    }

    private var scores: [StyledText] { [loss, heldOut, accuracy].compactMap { $0 } }

    private var loss: StyledText? { lower(isShort ? "train" : "train loss", a.trainLoss, b.trainLoss) }
    private var heldOut: StyledText? { lower("held-out" + beginning, a.heldOutLoss, b.heldOutLoss, isEarly: isEarly) }

    /// True where both have been looked at last before they had learned anything: that says nothing of how they stand.
    private var isEarly: Bool { a.heldOutIteration == 0 && a.batches > 0 }
    private var beginning: String { isEarly ? " at it 0" : "" }

    private var accuracy: StyledText? {
        guard let mine = a.accuracy, let other = b.accuracy else { return nil }
        let text = { (value: Double) in NumberFormat.fixed(1).string(value * 100) + " %" }
        let verdict = mine == other || isEarly ? "=" : mine > other ? "A" : "B"
        return pair(
            (isShort ? "right" : "accuracy") + (isShort ? "" : beginning), text(mine), text(other), verdict,
            isShort || isEarly ? .empty : StyledText(difference(abs(mine - other) * 100, " points"), theme.dim))
    }

    private func lower(_ name: String, _ mine: Double?, _ other: Double?, isEarly: Bool = false) -> StyledText? {
        guard let mine, let other else { return nil }
        let format = NumberFormat.significant(3)
        let verdict = mine.isNaN ? (other.isNaN ? "=" : "B") : other.isNaN ? "A" : mine == other ? "=" : mine < other ? "A" : "B"
        return pair(name, format.string(mine), format.string(other), isEarly ? "=" : verdict, .empty)
    }

    private func difference(_ value: Double, _ unit: String) -> String {
        value == 0 ? "" : " by \(NumberFormat.fixed(1).string(value))\(unit)"
    }

    private func pair(_ name: String, _ mine: String, _ other: String, _ verdict: String, _ more: StyledText) -> StyledText {
        var text = StyledText([
            (name + " ", theme.dim), (mine, theme.style(theme.forward, .bold)), (isShort ? ":" : " : ", theme.dim),
            (other, theme.style(theme.positive, .bold)),
        ])
        if verdict != "=" { text.append(isShort ? " \(verdict)✓" : " \(verdict) better", theme.style(theme.good, .bold)) }
        text.append(more)
        return text
    }

    /// Gradients layer by layer where both have the same number of layers, else of the first and the last.
    private var gradients: [StyledText] {
        guard let firstA = a.gradients.first, let firstB = b.gradients.first else { return [] }
        let pairs: [(String, Double, Double)]
        if a.gradients.count == b.gradients.count {
            pairs = zip(a.gradients, b.gradients).map { ("‖∂L/∂θ\(Subscript.text($0.column))‖", $0.norm, $1.norm) }
        } else {
            pairs =
                [("‖∂L/∂θ‖ first layer", firstA.norm, firstB.norm)]
                + [(a.gradients.last, b.gradients.last)].compactMap { a, b in
                    a.flatMap { a in b.map { ("last", a.norm, $0.norm) } }
                }
        }
        return pairs.map { name, mine, other in
            let format = NumberFormat.scientific(1)
            var text = StyledText([
                (name + " ", theme.dim), (format.string(mine), theme.style(theme.forward)), (" : ", theme.dim),
                (format.string(other), theme.style(theme.positive)),
            ])
            let ratio = max(mine, other) / min(mine, other)
            if ratio.isFinite, ratio >= 10 {
                text.append(" ×" + NumberFormat.significant(1).string(ratio), theme.style(theme.warning, .bold))
            }
            return text
        }
    }
}
