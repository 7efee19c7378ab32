import Inspection
import TerminalGraphics

/// Cures as they are tried, a row each: loss, gradient of the first layer, and whether it helps.
struct CureTable {
    let trials: CureTrials
    /// Row that somebody has chosen; nil: the cure that has helped most.
    let chosen: Int?
    let context: PaneContext

    /// Row that the keys speak of.
    static func chosen(_ trials: CureTrials, _ chosen: Int?) -> Int {
        min(max(0, chosen ?? trials.best ?? 0), max(0, trials.rows.count - 1))
    }

    func lines(width: Int) -> [StyledText] {
        let theme = context.theme
        let head =
            trials.isOver
            ? "\(trials.iterations) iterations each" : "iteration \(trials.iterations) of \(trials.planned), side by side"
        let showsHeldOut = width >= 66
        let name = max(10, width - 2 - 10 - (showsHeldOut ? 10 : 0) - 10 - 11)
        let titles = StyledText(
            "  " + "tried".padded(to: name) + "loss".padded(to: 10, .right)
                + (showsHeldOut ? "held-out".padded(to: 10, .right) : "") + "‖∂L/∂θ₁‖".padded(to: 10, .right), theme.dim)
        var lines = [StyledText(head, theme.bold), .empty, titles, row(trials.present, nil, name, showsHeldOut)]
        for (index, trial) in trials.rows.enumerated() { lines.append(row(trial, index, name, showsHeldOut)) }
        lines.append(.empty)
        let explanation =
            "A learning rate or an optimizer goes on from this moment's bits; a network or first weights begin anew. "
            + "Helps: the loss (of a cure for overfitting the held-out one) ends below "
            + "\(NumberFormat.percent(0).string(CureOutcome.better)) of that of the run as it is, or clearly more held-out samples are read right."
        lines += StyledText(explanation, theme.dim).wrapped(to: width)
        return lines
    }

    private func row(_ row: CureTrials.Row, _ index: Int?, _ name: Int, _ showsHeldOut: Bool) -> StyledText {
        let theme = context.theme
        let isChosen = index == Self.chosen(trials, chosen)
        let rate = index == nil ? " (learning rate \(context.status.learningRate.shortestText))" : ""
        let words = FindingText.text(row.cure.words) + rate
        let number = NumberFormat.significant(3)
        let loss = row.isBroken ? "NaN" : row.loss.map(number.string) ?? "…"
        let text = StyledText([
            (isChosen ? (context.glyphs == .ascii ? "> " : "▸ ") : "  ", theme.bold),
            (String(words.truncated(to: name - 1, glyphs: context.glyphs)).padded(to: name), isChosen ? theme.bold : theme.plain),
            (loss.padded(to: 10, .right), theme.style(theme.train, .bold)),
            (
                showsHeldOut ? (row.end.map { $0.heldOut.map(number.string) ?? "–" } ?? "…").padded(to: 10, .right) : "",
                theme.style(theme.heldOut)
            ),
            ((row.firstNorm.map { NumberFormat.short($0) } ?? "…").padded(to: 10, .right), theme.plain),
        ])
        guard index != nil else { return text }
        return switch trials.helps(row) {
        case true?: text + StyledText("  ✓ helps", theme.style(theme.good, .bold))
        case false? where row.isBroken: text + StyledText("  NaN", theme.style(theme.warning))
        case false?: text + StyledText("  no better", theme.dim)
        case nil: text
        }
    }
}
