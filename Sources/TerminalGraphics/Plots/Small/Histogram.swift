import Basics

/// The numbers of values in parts of a range: columns in eighths of a cell, with the ends of the range below.
public struct Histogram: Hashable, Sendable {
    /// Values in each of the equal parts of the range.
    public var counts: [Int]
    /// The counted range.
    public var range: ClosedRange<Double>
    /// Values that are not finite, and therefore in none of the parts; said above the columns.
    public var broken: Int
    /// The columns' color.
    public var color: Color
    /// The look of the line and labels below.
    public var axisStyle: Style
    /// Whether a count of one is seen beside one of a million: heights by the logarithm of 1 + count.
    public var isLogarithmic: Bool

    /// A histogram of counts.
    public init(
        counts: [Int], range: ClosedRange<Double>, broken: Int = 0, color: Color = .terminal, axisStyle: Style = .plain,
        isLogarithmic: Bool = false
    ) {
        self.counts = counts
        self.range = range
        self.broken = broken
        self.color = color
        self.axisStyle = axisStyle
        self.isLogarithmic = isLogarithmic
    }

    /// Counts values in `bins` equal parts of a range (that of the finite values if nil). Values outside of it are counted at
    /// its ends.
    public init(
        of values: some Collection<Float>, bins: Int, range: ClosedRange<Double>? = nil, color: Color = .terminal,
        axisStyle: Style = .plain,
        isLogarithmic: Bool = false
    ) {
        precondition(bins > 0, "Histogram: \(bins) bins")
        let axis =
            range.map { Axis(.linear, $0.lowerBound, $0.upperBound) } ?? Axis(.linear, covering: values.lazy.map(Double.init))
        var counts = [Int](repeating: 0, count: bins)
        var broken = 0
        for value in values {
            guard value.isFinite, let position = axis.position(of: Double(value)) else {
                broken += 1
                continue
            }
            counts[min(bins - 1, Int(saturating: min(1, max(0, position)) * Double(bins)))] += 1
        }
        self.init(
            counts: counts, range: axis.low...axis.high, broken: broken, color: color, axisStyle: axisStyle,
            isLogarithmic: isLogarithmic)
    }

    /// Draws it over the whole area: the last row shows the range (from three rows on), the rest the columns.
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty, !counts.isEmpty else { return }
        let (plot, labels) = area.splitTop(area.height >= 3 ? area.height - 1 : area.height)
        let columns = heights(width: plot.width)
        let largest = columns.max() ?? 0
        canvas.clipped(to: area) { canvas in
            for (offset, height) in columns.enumerated() where height > 0 && largest > 0 {
                // A value that is there is seen.
                let eighths = max(1, Int(saturating: (height / largest * Double(plot.height * 8)).rounded()))
                drawColumn(eighths, x: plot.x + offset, plot, on: &canvas, glyphs)
            }
            drawLabels(in: labels, on: &canvas, glyphs)
            if broken > 0 {
                let text = StyledText("\(NumberFormat.integer.string(broken)) not finite", axisStyle.with(.bold))
                canvas.text(text, in: plot, .right, glyphs: glyphs)
            }
        }
    }

    /// The height of each column of cells: the counts of the bins in it, in proportion where a bin lies in two.
    private func heights(width: Int) -> [Double] {
        guard width > 0 else { return [] }
        let tallest = Double(counts.max() ?? 0)
        return (0..<width).map { column in
            let first = column * counts.count / width
            let end = max(first + 1, (column + 1) * counts.count / width)
            let count = counts[first..<min(end, counts.count)].reduce(0) { max($0, Double($1)) }
            guard isLogarithmic, tallest > 0 else { return count }
            return Self.logarithm(1 + count) / Self.logarithm(1 + tallest)
        }
    }

    private func drawColumn(_ eighths: Int, x: Int, _ plot: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        let style = Style(color)
        let whole = eighths / 8
        for row in 0..<whole { canvas.put(glyphs == .ascii ? "#" : "█", x: x, y: plot.bottom - 1 - row, style) }
        guard eighths % 8 > 0 else { return }
        let part = Self.lowerEighths[eighths % 8]
        canvas.put(glyphs == .ascii ? (eighths % 8 < 4 ? "." : ":") : part, x: x, y: plot.bottom - 1 - whole, style)
    }

    private static let lowerEighths: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"]

    private func drawLabels(in row: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard !row.isEmpty else { return }
        let format = NumberFormat.significant(2).limited(to: glyphs)
        let low = StyledText(format.string(range.lowerBound), axisStyle)
        let high = StyledText(format.string(range.upperBound), axisStyle)
        guard low.width + high.width < row.width else { return }
        canvas.text(low, in: row)
        canvas.text(high, in: row, .right)
        guard range.lowerBound < 0, range.upperBound > 0,
            let zero = Axis(.linear, range.lowerBound, range.upperBound).position(of: 0)
        else { return }
        let column = min(row.width - 1, Int(saturating: zero * Double(row.width)))
        if column > low.width, column < row.width - high.width - 1 { canvas.put("0", x: row.x + column, y: row.y, axisStyle) }
    }
}
