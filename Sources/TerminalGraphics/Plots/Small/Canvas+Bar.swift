extension Canvas {
    /// Draws a single bar from the left of the first row of `area`, `fraction` of it long (0 to 1; beyond is cut off). What is more than
    /// nothing shows.
    public mutating func bar(
        _ fraction: Double, in area: Rect, _ color: Color, shape: BarPlot.Shape = .block, glyphs: GlyphTier
    ) {
        guard !area.isEmpty, fraction > 0 else { return }
        let eighths = max(1, Int((min(1, fraction) * Double(area.width * 8)).rounded()))
        clipped(to: area) { BarPaint(color: color, glyphs: glyphs, shape: shape).drawRight(eighths, from: area.x, y: area.y, on: &$0) }
    }
}
