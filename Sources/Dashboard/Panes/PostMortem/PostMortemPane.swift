import Inspection
import TerminalGraphics

extension PaneID {
    package static let postmortem = PaneID("postmortem")
}

/// The post-mortem of a run: where the first NaN or infinity appeared, and what grew before it.
public struct PostMortemPane: Pane {
    public init() {}
    public var id: PaneID { .postmortem }
    public var homes: [PaneID] { [.explain] }
    public var shortTitle: String { "NaN" }
    public var summary: String { "where the first NaN or ∞ appeared, and what grew before" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String { "NaN, ∞: where it began" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard context.status.postMortem != nil, context.request.size.width >= 30 else { return .empty }
        return StyledText([("!", context.theme.bold), (" goes there", context.theme.dim)])
    }

    public func prepare(_ request: PaneRequest) -> NoProbes { NoProbes() }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        guard let found = context.status.postMortem else {
            let text = context.status.nonFinite ?? "All numbers are finite so far."
            canvas.lines(StyledText(text, theme.plain).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let lines = story(found, context, width: area.width)
        canvas.lines(lines, in: area, glyphs: context.glyphs)
        let (_, below) = area.splitTop(min(area.height, lines.count + 1))
        drawGrowth(found, context, in: below, on: &canvas)
    }

    private func story(_ found: PostMortem, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        var lines = StyledText(found.headline, theme.style(theme.bad, .bold)).wrapped(to: width)
        var place: [String] = []
        if let element = found.element { place.append(element) }
        if let row = found.row { place.append("sample \(row + 1) of the batch" + (found.sample.map { " (#\($0))" } ?? "")) }
        if !place.isEmpty { lines += StyledText(place.joined(separator: ", "), theme.plain).wrapped(to: width) }
        if found.total > 1 {
            let count = NumberFormat.integer.string(Double(found.count))
            lines += StyledText("\(count) of \(NumberFormat.integer.string(Double(found.total))) numbers there", theme.dim)
                .wrapped(to: width)
        }
        return lines
    }

    /// One line a quantity: its name, how large it was first, its way, and how large it was last.
    private func drawGrowth(_ found: PostMortem, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard area.height >= 2, area.width >= 20 else { return }
        let theme = context.theme
        let count = found.iterations.count
        let range =
            count == 1
            ? "iteration \(found.iterations.upperBound)"
            : "iterations \(found.iterations.lowerBound) to \(found.iterations.upperBound)"
        canvas.text(StyledText([("largest |·|, ", theme.dim), (range, theme.dim)]), x: area.x, y: area.y, width: area.width)
        let rows = shown(found, area.height - 1)
        let nameWidth = min(12, rows.map(\.name.cellWidth).max() ?? 0)
        let numberWidth = 8
        let chartWidth = min(count, max(0, area.width - nameWidth - 3 - 2 * numberWidth - 3))
        for (index, row) in rows.enumerated() {
            let y = area.y + 1 + index
            let isHere = row.column == found.column
            canvas.text(
                StyledText(
                    row.name.truncated(to: nameWidth, glyphs: context.glyphs),
                    isHere ? theme.style(theme.bad, .bold) : theme.plain), x: area.x, y: y, width: nameWidth)
            canvas.text(StyledText(row.symbol, theme.bold), x: area.x + nameWidth + 1, y: y, width: 2)
            var x = area.x + nameWidth + 4
            canvas.text(number(row.values.first, theme), in: Rect(x: x, y: y, width: numberWidth, height: 1), .right)
            x += numberWidth + 1
            if chartWidth > 0 {
                // On a logarithmic scale, on which growth by a factor is a straight line; all rows have their own.
                let logarithms = row.values.suffix(chartWidth).map {
                    $0 > 0 && $0.isFinite ? Self.logarithm($0) : $0.isFinite ? -60 : $0
                }
                let known = logarithms.filter(\.isFinite)
                let axis = Axis(.linear, covering: known.isEmpty ? [0, 1] : known)
                Sparkline(logarithms, axis: axis, style: theme.style(theme.focus), brokenStyle: theme.style(theme.bad, .bold))
                    .draw(in: Rect(x: x, y: y, width: chartWidth, height: 1), on: &canvas, glyphs: context.glyphs)
                x += chartWidth + 1
            }
            canvas.text(number(row.values.last, theme), in: Rect(x: x, y: y, width: numberWidth, height: 1), .right)
        }
    }

    private struct Row {
        var column: Int
        var name: String
        var symbol: String
        var values: [Double]
    }

    /// The rows that fit: those of the layer where it appeared, and of the layers nearest to it.
    private func shown(_ found: PostMortem, _ room: Int) -> [Row] {
        let center = found.column ?? found.growth.count
        let nearest = found.growth.sorted { abs($0.column - center) < abs($1.column - center) }
        var left = room
        var columns: Set<Int> = []
        for layer in nearest {
            let needed = [layer.activations, layer.gradients, layer.weights].count { !$0.isEmpty }
            guard needed <= left || columns.isEmpty else { break }
            columns.insert(layer.column)
            left -= needed
        }
        let rows = found.growth.filter { columns.contains($0.column) }.flatMap { layer in
            [("a", layer.activations), ("∂θ", layer.gradients), ("θ", layer.weights)].filter { !$0.1.isEmpty }.enumerated().map {
                index, entry in
                Row(column: layer.column, name: index == 0 ? layer.name : "", symbol: entry.0, values: entry.1)
            }
        }
        return Array(rows.prefix(room))
    }

    private func number(_ value: Double?, _ theme: Theme) -> StyledText {
        guard let value else { return .empty }
        return StyledText(
            value.isNaN ? "NaN" : NumberFormat.significant(3).string(value),
            value.isFinite ? theme.plain : theme.style(theme.bad, .bold))
    }

    private static func logarithm(_ value: Double) -> Double { Double(value.exponent) + value.significand - 1 }
}
