import Basics

extension LinePlot {
    /// Where the parts of the plot are, and how values become places: known without drawing, so that a click finds its x.
    public struct Layout: Sendable {
        /// The curves' cells.
        public var plot: Rect
        /// The names' row; empty where there is none.
        public var legend: Rect
        /// The columns of the labels of y; empty where there are none.
        public var yLabels: Rect
        /// The row of the line below the plot; empty where there is none.
        public var xLine: Rect
        /// The row of the labels of x; empty where there is none.
        public var xLabels: Rect
        /// The columns of the newest values; empty where there are none.
        public var latest: Rect
        /// The x axis.
        public var xAxis: Axis
        /// The y axis.
        public var yAxis: Axis
        /// The labels of the y axis.
        public var yTicks: [Tick]

        /// The column of an x; nil outside of the plot.
        public func column(of x: Double) -> Int? {
            guard let position = xAxis.position(of: x), position >= -1e-9, position <= 1 + 1e-9, plot.width > 0 else {
                return nil
            }
            return plot.x + min(plot.width - 1, Int(saturating: (position * Double(plot.width)).rounded(.down)))
        }

        /// The x of a column's middle.
        public func x(ofColumn column: Int) -> Double {
            guard plot.width > 0 else { return xAxis.low }
            return xAxis.value(at: min(1, max(0, (Double(column - plot.x) + 0.5) / Double(plot.width))))
        }
    }

    /// Where the parts are in an area.
    public func layout(in area: Rect, glyphs: GlyphTier) -> Layout {
        var rest = area
        var legendRow = Rect(x: area.x, y: area.y, width: area.width, height: 0)
        if showsLegend, area.height >= 8, series.contains(where: { !$0.name.isEmpty }) { (legendRow, rest) = rest.splitTop(1) }
        let labelRows = area.height >= 4 && area.width >= 12 ? 1 : 0
        let lineRows = area.height >= 10 && labelRows > 0 ? 1 : 0
        let (upper, lower) = rest.splitTop(rest.height - labelRows - lineRows)
        let (xLine, xLabels) = lower.splitTop(lineRows)

        var (yAxis, ticks) = yTicks(rows: upper.height, glyphs)
        var labelWidth = (ticks.map(\.label.cellWidth).max() ?? 0) + 2
        if area.width < 16 || labelWidth > area.width / 3 || upper.isEmpty {
            labelWidth = 0
            ticks = []
        }
        var latestWidth = area.width >= 26 ? (latestTexts(glyphs).map(\.text.cellWidth).max() ?? -1) + 1 : 0
        if latestWidth > area.width / 4 { latestWidth = 0 }
        let (yLabels, right) = upper.splitLeft(labelWidth)
        let (plot, latest) = right.splitLeft(right.width - latestWidth)
        return Layout(
            plot: plot, legend: legendRow, yLabels: yLabels,
            xLine: Rect(x: plot.x, y: xLine.y, width: plot.width, height: xLine.height),
            xLabels: Rect(x: plot.x, y: xLabels.y, width: plot.width, height: xLabels.height), latest: latest, xAxis: xAxis,
            yAxis: yAxis,
            yTicks: ticks)
    }

    /// The y axis with its labels: as many as there is room for in rows that do not make distances look wrong.
    private func yTicks(rows: Int, _ glyphs: GlyphTier) -> (Axis, [Tick]) {
        let most = max(2, min(rows / 2 + 1, 9))
        let found = yAxis
        // Given bounds stay as they are.
        func fitted(_ count: Int) -> Axis { yRange == nil ? found.expandedToTicks(atMost: count) : found }
        for count in stride(from: most, through: 2, by: -1) {
            let axis = fitted(count)
            let ticks = axis.ticks(atMost: count, glyphs: glyphs)
            let places = ticks.compactMap { axis.position(of: $0.value) }
            if ticks.count >= 2, Self.looksRight(places, places.map { row(at: $0, rows: rows, glyphs) }) { return (axis, ticks) }
        }
        // Two labels have only one step.
        let axis = fitted(most)
        let ticks = axis.ticks(atMost: most, glyphs: glyphs)
        return (axis, ticks.count > 2 ? [ticks[0], ticks[ticks.count - 1]] : ticks)
    }

    /// Whether of any two steps between labels the longer has no fewer rows, and steps of one length have the same number of
    /// rows; from three rows on, one more or less is not seen.
    static func looksRight(_ places: [Double], _ rows: [Int]) -> Bool {
        let steps = zip(places, places.dropFirst()).map { abs($0 - $1) }
        let gaps = zip(rows, rows.dropFirst()).map { abs($0 - $1) }
        return steps.indices.allSatisfy { a in
            gaps[a] > 0
                && steps.indices.allSatisfy { b in
                    guard gaps[a] < gaps[b] else { return true }
                    return steps[a] < 0.9 * steps[b] || (gaps[a] >= 3 && gaps[b] == gaps[a] + 1)
                }
        }
    }

    /// The row of a dot at a position of the y axis, from the top: where a curve passes it.
    func row(at position: Double, rows: Int, _ glyphs: GlyphTier) -> Int {
        let down = BrailleCanvas.dotsPerCell(glyphs).down
        let dot = Int(saturating: ((1 - position) * Double(rows * down - 1)).rounded())
        return min(rows - 1, max(0, dot / down))
    }

    /// The newest value of each curve that shows it.
    func latestTexts(_ glyphs: GlyphTier) -> [(series: Int, text: String)] {
        series.indices.compactMap { index in
            guard let format = series[index].format, let value = series[index].latest else { return nil }
            return (index, (series[index].marker.map { "\($0) " } ?? "") + format.limited(to: glyphs).string(value))
        }
    }
}
