extension BarPlot {
    /// Where the parts of the plot are: known without drawing, so that a click finds its bar.
    public struct Layout: Hashable, Sendable {
        /// The labels' columns.
        public var labels: Rect
        /// The bars' columns; empty where the area is too narrow for bars.
        public var bars: Rect
        /// The values' columns.
        public var values: Rect
        /// The row of ticks; empty where none is shown.
        public var axis: Rect
        /// How many bars have a row of their own.
        public var shown: Int

        /// The bar at a position.
        public func bar(at point: Point) -> Int? {
            let index = point.y - bars.y
            guard index >= 0, index < shown, point.x >= labels.x, point.x < values.right else { return nil }
            return index
        }
    }

    /// Where the parts are in an area.
    public func layout(in area: Rect, glyphs: GlyphTier = .blocks) -> Layout {
        var rows = area
        var axisRow = Rect(x: area.x, y: area.bottom, width: area.width, height: 0)
        if showsAxis, area.height >= 3 {
            (rows, axisRow) = area.splitTop(min(area.height - 1, bars.count))
            axisRow = axisRow.splitTop(1).0
        }
        let widestLabel = bars.reduce(0) { max($0, $1.label.width) }
        let widestValue = valueWidth ?? bars.reduce(0) { max($0, valueText(of: $1, glyphs).width) }
        var label = min(widestLabel, labelWidth ?? widestLabel)
        let value = min(widestValue, area.width)
        // A bar says little in fewer than four cells: labels are cut down to half of the area for it, then it is given up.
        let smallestBar = 4
        func gaps() -> Int { (label > 0 ? 1 : 0) + (value > 0 ? 1 : 0) }
        let wanted = area.width - value - gaps() - smallestBar
        if label > wanted, area.width >= 12 { label = max(min(label, area.width / 3), wanted) }
        var bar = area.width - label - value - gaps()
        if bar < smallestBar {
            bar = 0
            label = max(0, min(label, area.width - value - 1))
        }
        let (labels, rest) = rows.splitLeft(label)
        let (_, afterLabel) = rest.splitLeft(label > 0 ? 1 : 0)
        let (barsArea, afterBars) = afterLabel.splitLeft(bar)
        let (_, values) = afterBars.splitLeft(bar > 0 && value > 0 ? 1 : 0)
        axisRow = Rect(x: barsArea.x, y: axisRow.y, width: barsArea.width, height: axisRow.height)
        let shown = bars.count <= rows.height ? bars.count : max(0, rows.height - 1)
        return Layout(labels: labels, bars: barsArea, values: values, axis: axisRow, shown: area.isEmpty ? 0 : shown)
    }

    func valueText(of bar: Bar, _ glyphs: GlyphTier) -> StyledText {
        bar.valueText ?? StyledText(format.limited(to: glyphs).string(bar.value), textStyle)
    }
}
