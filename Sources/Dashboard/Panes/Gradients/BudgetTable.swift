import Basics
import Inspection
import TerminalGraphics

/// The shrink budget: for each step back, how the slope f′ and the weights Wᵀ change the error's length, left of the middle where
/// they shrink it, right where they let it grow; what is to blame, and what usually helps.
struct BudgetTable {
    let budget: ShrinkBudget
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }
    private static let labelWidth = 9
    /// Room for `×0.0022`, which is the longest.
    private static let numberWidth = 7

    /// Rows that all of it needs.
    var height: Int { budget.steps.isEmpty ? 2 : budget.steps.count + 1 + words.count }

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        guard !budget.steps.isEmpty else {
            let text =
                context.status.columns.count > 2
                ? "shrink budget: appears with the backward pass" : "one layer: nothing between the loss and it"
            canvas.lines(StyledText(text, theme.dim).wrapped(to: max(10, area.width)), in: area, glyphs: context.glyphs)
            return
        }
        let words = words
        // The verdict stands whatever the room; of steps the ends and the selected one, others together.
        let spare = max(2, area.height - 1 - budget.steps.count)
        let shownWords = Array(words.prefix(max(1, min(words.count, area.height - 2, spare))))
        let rows = FoldedRows(
            count: budget.steps.count, room: max(0, area.height - shownWords.count - 1),
            selected: budget.steps.firstIndex { $0.column >= context.view.selection.column } ?? budget.steps.count - 1
        ).rows
        let column = max(0, min(52, (area.width - Self.labelWidth) / 2))
        let slopes = Rect(x: area.x + Self.labelWidth, y: area.y, width: column, height: 1)
        let weights = Rect(x: slopes.right, y: area.y, width: column, height: 1)
        var y = area.y
        if area.height > shownWords.count {
            canvas.text(StyledText("δ comes", theme.dim), x: area.x, y: y, width: Self.labelWidth - 1, glyphs: context.glyphs)
            head("f′ slope", in: slopes, on: &canvas)
            head("Wᵀ weights", in: weights, on: &canvas)
            y += 1
        }
        // One scale for both factors, so that they can be compared; at least a factor of ten.
        let largest = rows.map(factors).reduce(1.0) { max($0, abs($1.slope), abs($1.weights)) }
        for row in rows {
            draw(row, largest, slopes: slopes.with(y: y), weights: weights.with(y: y), x: area.x, on: &canvas)
            y += 1
        }
        canvas.lines(shownWords, in: Rect(x: area.x, y: y, width: area.width, height: area.bottom - y), glyphs: context.glyphs)
    }

    /// A step; or several, with what all of them together do.
    private func draw(
        _ row: FoldedRows.Row, _ largest: Double, slopes: Rect, weights: Rect, x: Int, on canvas: inout Canvas
    ) {
        let range = steps(row)
        let (first, last) = (budget.steps[range.lowerBound], budget.steps[range.upperBound - 1])
        let isFold = range.count > 1
        let isSelected = !isFold && first.column == context.view.selection.column
        let style = isSelected ? theme.style(theme.selected, .bold) : isFold ? theme.dim : theme.plain
        canvas.text(
            StyledText("\(last.column + 1) \(isFold ? "…" : "→") \(first.column)", style), x: x, y: slopes.y,
            width: Self.labelWidth - 1, glyphs: context.glyphs)
        let both = factors(row)
        let hasSlope = budget.steps[range].contains { !$0.functions.isEmpty }
        factor(both.slope, largest, in: slopes, isThere: hasSlope, on: &canvas)
        factor(both.weights, largest, in: weights, isThere: true, on: &canvas)
    }

    /// The steps that a row stands for.
    private func steps(_ row: FoldedRows.Row) -> Range<Int> {
        switch row {
        case .one(let index): index..<index + 1
        case .fold(let range): range
        }
    }

    /// log₁₀ of what the slopes and the weights of a row's steps do together.
    private func factors(_ row: FoldedRows.Row) -> (slope: Double, weights: Double) {
        budget.steps[steps(row)].reduce((0, 0)) { ($0.0 + $1.slope, $0.1 + $1.weights) }
    }

    private func head(_ text: String, in area: Rect, on canvas: inout Canvas) {
        canvas.text(
            StyledText(text, theme.dim).truncated(to: max(0, area.width - 1), glyphs: context.glyphs), in: area, .center,
            glyphs: context.glyphs)
    }

    /// A factor as a number, and as a bar from the middle.
    private func factor(_ logarithm: Double, _ largest: Double, in area: Rect, isThere: Bool, on canvas: inout Canvas) {
        guard isThere else {
            canvas.text(StyledText("–", theme.dim), in: area, .center, glyphs: context.glyphs)
            return
        }
        let text = "×" + Self.power(logarithm)
        let number = StyledText(text, theme.style(color(logarithm), .bold))
        let (plot, right) = area.splitLeft(max(0, area.width - (area.width < 16 ? Self.numberWidth : Self.numberWidth + 2)))
        canvas.text(number.truncated(to: right.width, glyphs: context.glyphs), x: right.x + 1, y: right.y, glyphs: context.glyphs)
        guard plot.width >= 5 else { return }
        let half = plot.width / 2
        let middle = plot.x + half
        canvas.put("│", x: middle, y: plot.y, theme.style(theme.border))
        let share = Int(saturating: (abs(logarithm) / largest * Double(half)).rounded())
        let cells = min(half, max(abs(logarithm) > 0.02 ? 1 : 0, share))
        let glyph: Unicode.Scalar = context.glyphs == .ascii ? (logarithm < 0 ? "<" : ">") : "━"
        for step in 0..<cells {
            canvas.put(
                glyph, x: logarithm < 0 ? middle - 1 - step : middle + 1 + step, y: plot.y, theme.style(color(logarithm), .bold))
        }
    }

    private func color(_ logarithm: Double) -> Color {
        abs(logarithm) < 0.02 ? theme.faint : logarithm < 0 ? theme.negative : theme.positive
    }

    /// 10 to a power, short.
    static func power(_ logarithm: Double) -> String {
        let value = Axis(.log, 1, 10).value(at: logarithm)
        return value >= 0.01 && value < 1000
            ? NumberFormat.significant(2).string(value) : NumberFormat.scientific(1).string(value)
    }

    /// Which factor is to blame, and what usually helps.
    var words: [StyledText] {
        let (from, to) = ((budget.steps.last?.column ?? 0) + 1, budget.steps.first?.column ?? 1)
        let path = "δ\(Subscript.text(from)) → δ\(Subscript.text(to))"
        let sum = StyledText([
            (path + " ", theme.plain), ("×" + Self.power(budget.total), theme.bold),
            (" = f′ ×\(Self.power(budget.slope)) · Wᵀ ×\(Self.power(budget.weights))", theme.dim),
        ])
        let verdict: StyledText
        let help: String
        switch budget.blame {
        case .nobody:
            verdict = StyledText([
                ("● nothing to blame", theme.style(theme.good, .bold)), (": the error keeps its size", theme.plain),
            ])
            help = ""
        case .slopes(let share):
            verdict = StyledText([
                ("▽ f′ is to blame", theme.style(theme.negative, .bold)), (part(share), theme.plain),
            ])
            help = budget.steps.lazy.compactMap(\.functions.first).first?.slopeAdvice ?? ""
        case .weights(let share):
            verdict = StyledText([
                ("▽ Wᵀ is to blame", theme.style(theme.negative, .bold)), (part(share), theme.plain),
            ])
            help = "weights this small pass little on: begin larger (he, xavier), normalize (batchnorm), or add a residual path"
        case .growth:
            verdict = StyledText([
                ("▲ Wᵀ is to blame", theme.style(theme.bad, .bold)), (": the error grows on its way back", theme.plain),
            ])
            help = "begin with smaller weights (he, xavier), clip gradients (--clip norm:1), or normalize (batchnorm)"
        }
        let advice = help.isEmpty ? [] : StyledText([("helps: ", theme.bold), (help, theme.plain)]).wrapped(to: max(10, width))
        return StyledText.packed([sum, verdict], width: width, gap: StyledText("  ", theme.plain)) + advice
    }

    /// The share of the blame, in as many words as there is room for.
    private func part(_ share: Double) -> String {
        " for \(NumberFormat.percent(0).string(share))" + (width >= 44 ? " of the shrinking" : "")
    }
}

extension Rect {
    /// The same in another row.
    fileprivate func with(y: Int) -> Rect { Rect(x: x, y: y, width: width, height: height) }
}
