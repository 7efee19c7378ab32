extension Canvas {
    /// Writes a styled text from left to right, cut at `width` cells with an ellipsis.
    /// - Returns: the column after the last one written (as if unclipped).
    @discardableResult
    public mutating func text(_ text: StyledText, x: Int, y: Int, width: Int = .max, glyphs: GlyphTier = .blocks) -> Int {
        guard width > 0 else { return x }
        var column = x
        for run in (width == .max ? text : text.truncated(to: width, glyphs: glyphs)).runs {
            column = self.text(run.text, x: column, y: y, run.style)
        }
        return column
    }

    /// Writes a styled text into the first row of `area`, aligned, cut to its width.
    public mutating func text(
        _ text: StyledText, in area: Rect, _ alignment: HorizontalAlignment = .left, glyphs: GlyphTier = .blocks
    ) {
        guard !area.isEmpty else { return }
        let offset = alignment.offset(of: text.width, in: area.width)
        self.text(text, x: area.x + offset, y: area.y, width: area.width - offset, glyphs: glyphs)
    }

    /// Writes lines one below the other, each aligned and cut to the width of `area`; lines below its end are left out.
    /// - Returns: the number of rows written.
    @discardableResult
    public mutating func lines(
        _ lines: [StyledText], in area: Rect, _ alignment: HorizontalAlignment = .left, glyphs: GlyphTier = .blocks
    ) -> Int {
        let shown = min(lines.count, area.isEmpty ? 0 : area.height)
        for row in 0..<shown {
            text(lines[row], in: Rect(x: area.x, y: area.y + row, width: area.width, height: 1), alignment, glyphs: glyphs)
        }
        return shown
    }
}
