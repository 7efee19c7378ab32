import Basics
import Inspection
import TerminalGraphics

/// Histograms of a layer's parameters, gradients and updates: as they are, or one below the other as they have been.
struct SpreadView {
    let reading: SpreadProbe.Reading
    let context: PaneContext

    private var theme: Theme { context.theme }

    /// One of the three quantities.
    private struct Quantity {
        var name: String
        var symbol: String
        var color: Color
        var now: Spread?
        var norm: Double?
        var past: (SpreadProbe.Sample) -> Spread
    }

    private var quantities: [Quantity] {
        [
            Quantity(name: "weights", symbol: "θ", color: theme.forward, now: reading.weights, norm: reading.weightNorm) {
                $0.weights
            },
            Quantity(
                name: "gradients", symbol: "∂L/∂θ", color: theme.backward, now: reading.gradients, norm: reading.gradientNorm
            ) {
                $0.gradients
            },
            Quantity(name: "updates", symbol: "Δθ", color: theme.update, now: reading.updates, norm: reading.updateNorm) {
                $0.updates
            },
        ]
    }

    /// The three histograms as they are: side by side where there is width, else one below the other.
    func drawNow(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let isWide = area.width >= 60 || area.height < 9
        for (index, quantity) in quantities.enumerated() {
            let place =
                isWide
                ? Rect(x: area.x + index * area.width / 3, y: area.y, width: area.width / 3 - 1, height: area.height)
                : Rect(x: area.x, y: area.y + index * area.height / 3, width: area.width, height: area.height / 3)
            let (head, plot) = place.splitTop(1)
            var text = StyledText([(quantity.symbol + " ", theme.style(quantity.color, .bold)), (quantity.name, theme.plain)])
            guard let spread = quantity.now, let norm = quantity.norm else {
                text.append(index == 1 ? "  come with the backward pass" : "  come with the update", theme.dim)
                canvas.text(text.truncated(to: head.width, glyphs: context.glyphs), in: head, glyphs: context.glyphs)
                continue
            }
            // A histogram of three rows has its range below it.
            let (low, high) = (NumberFormat.short(spread.range.lowerBound), NumberFormat.short(spread.range.upperBound))
            let more = plot.height < 3 ? "  \(low)…\(high)" : "  ‖·‖ " + NumberFormat.short(norm)
            let symbol = StyledText(quantity.symbol, theme.style(quantity.color, .bold))
            canvas.text(
                Self.heading([text, symbol], more, stride: spread.stride, theme, width: head.width), in: head,
                glyphs: context.glyphs)
            Histogram(
                counts: spread.counts, range: spread.range, broken: spread.nonFinite, color: quantity.color, axisStyle: theme.dim,
                isLogarithmic: true
            ).draw(in: plot, on: &canvas, glyphs: context.glyphs)
        }
    }

    /// The subject of a histogram, with as much as there is room for; that only some of its numbers are counted is always said.
    static func heading(_ names: [StyledText], _ more: String?, stride: Int, _ theme: Theme, width: Int) -> StyledText {
        let sampled = stride > 1 ? ["  1 in \(stride) counted", "  1 in \(stride)"] : [""]
        var forms: [StyledText] = []
        for name in names {
            for rest in [more ?? "", ""] { forms += sampled.map { name + StyledText(rest + $0, theme.dim) } }
        }
        return forms.first { $0.width <= width } ?? forms[forms.count - 1]
    }

    /// Rows of histograms, the latest moment last: how they have moved, widened or narrowed.
    func drawRidges(in area: Rect, on canvas: inout Canvas) {
        guard area.height >= 2, area.width >= 12 else { return }
        guard !reading.history.isEmpty else {
            canvas.text("no iteration yet", x: area.x, y: area.y, theme.dim, width: area.width)
            return
        }
        let labels = 6
        let width = (area.width - labels) / 3
        // Few high ones are seen from farther away than many low ones.
        let each = area.height >= 28 ? 3 : area.height >= 14 ? 2 : 1
        let rows = min(reading.history.count, max(1, (area.height - 2) / each))
        let shown = rows == 1 ? [reading.history.count - 1] : (0..<rows).map { $0 * (reading.history.count - 1) / (rows - 1) }
        for (index, quantity) in quantities.enumerated() {
            let left = area.x + labels + index * width
            let inner = max(1, width - 1)
            // One range for all moments, symmetric, so that what moves is seen to move.
            let largest = shown.reduce(0.0) { largest, moment in
                let range = quantity.past(reading.history[moment]).range
                return max(largest, abs(range.lowerBound), abs(range.upperBound))
            }
            let range = -max(largest, 1e-30)...max(largest, 1e-30)
            let isClipped = index == 1 && reading.isHistoryClipped
            let symbol = StyledText(quantity.symbol + (isClipped ? " clipped" : ""), theme.style(quantity.color, .bold))
            let stride = shown.last.map { quantity.past(reading.history[$0]).stride } ?? 1
            canvas.text(
                Self.heading([symbol], nil, stride: stride, theme, width: inner).truncated(to: inner, glyphs: context.glyphs),
                in: Rect(x: left, y: area.y, width: inner, height: 1), .center, glyphs: context.glyphs)
            for (row, moment) in shown.enumerated() {
                let counts = quantity.past(reading.history[moment]).counts(over: range, parts: inner)
                let tallest = counts.max() ?? 0
                let age = rows > 1 ? Double(row) / Double(rows - 1) : 1
                let color =
                    context.shading == .color ? theme.background.mixed(with: quantity.color, 0.35 + 0.65 * age) : quantity.color
                let heights = counts.map { $0 > 0 ? max(0.04, (($0 / tallest)).squareRoot()) : 0 }
                for (x, height) in heights.enumerated() where height > 0 {
                    // A little lower than its room, so that it ends before the one above begins where all have one color.
                    let cells = each == 1 ? height : height * (Double(each) - 0.25)
                    for cell in 0..<each where cells > Double(cell) {
                        canvas.put(
                            Self.column(min(1, cells - Double(cell)), context.glyphs), x: left + x,
                            y: area.y + (row + 1) * each - cell, theme.style(color))
                    }
                }
            }
            let scale = StyledText("±" + NumberFormat.short(largest), theme.dim).truncated(to: inner, glyphs: context.glyphs)
            canvas.text(
                scale, in: Rect(x: left, y: area.y + 1 + rows * each, width: inner, height: 1), .center, glyphs: context.glyphs)
        }
        for (row, moment) in shown.enumerated() {
            let text = NumberFormat.compact.string(Double(reading.history[moment].iteration)).padded(to: labels - 1, .right)
            canvas.text(text, x: area.x, y: area.y + (row + 1) * each, theme.dim)
        }
        canvas.text("   it", x: area.x, y: area.y, theme.dim)
    }

    private static let blocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let ascii: [Unicode.Scalar] = ["_", ".", "-", "=", "+", "*", "#", "%"]

    private static func column(_ height: Double, _ glyphs: GlyphTier) -> Unicode.Scalar {
        (glyphs == .ascii ? ascii : blocks)[min(7, max(0, Int(saturating: height * 8)))]
    }
}
