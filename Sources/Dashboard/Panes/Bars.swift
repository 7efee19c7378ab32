import TerminalGraphics

/// Single bars in one row, in eighths of a cell.
enum Bars {
    private static let eighths: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    /// A bar from the left, `fraction` of the area wide. Anything above nothing shows at least an eighth.
    static func horizontal(_ fraction: Double, in area: Rect, _ style: Style, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty, fraction > 0 else { return }
        let clamped = min(1, fraction)
        let steps = glyphs == .ascii ? 1 : 8
        let length = max(clamped * Double(area.width) >= 0.05 ? 1 : 0, Int((clamped * Double(area.width * steps)).rounded()))
        for column in 0..<length / steps { canvas.put(glyphs == .ascii ? "=" : "█", x: area.x + column, y: area.y, style) }
        if length % steps > 0 { canvas.put(eighths[length % steps - 1], x: area.x + length / steps, y: area.y, style) }
    }
}
