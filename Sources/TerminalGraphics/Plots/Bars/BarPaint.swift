/// Draws lengths in eighths of a cell, to the right and to the left.
struct BarPaint {
    var color: Color
    var glyphs: GlyphTier
    var shape: BarPlot.Shape

    /// `▏` to `█`: the left n eighths of a cell.
    static let leftEighths: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    func drawRight(_ eighths: Int, from x: Int, y: Int, on canvas: inout Canvas) {
        let (whole, part) = parts(eighths)
        for column in 0..<whole { canvas.put(full, x: x + column, y: y, style) }
        guard part > 0 else { return }
        let behind = canvas[x + whole, y].style.background
        canvas.put(glyphs == .ascii ? "-" : shape == .line ? "╸" : Self.leftEighths[part], x: x + whole, y: y, style.on(behind))
    }

    /// There are no characters for the right eighths of a cell: the left ones are drawn in reverse.
    func drawLeft(_ eighths: Int, from x: Int, y: Int, on canvas: inout Canvas) {
        let (whole, part) = parts(eighths)
        for column in 0..<whole { canvas.put(full, x: x - 1 - column, y: y, style) }
        guard part > 0 else { return }
        if glyphs == .ascii || shape == .line {
            canvas.put(glyphs == .ascii ? "-" : "╺", x: x - 1 - whole, y: y, style)
        } else {
            canvas.put(Self.leftEighths[8 - part], x: x - 1 - whole, y: y, style.with(.reverse))
        }
    }

    private var full: Unicode.Scalar { glyphs == .ascii ? "#" : shape == .line ? "━" : "█" }
    private var style: Style { Style(color) }

    private func parts(_ eighths: Int) -> (whole: Int, part: Int) {
        // In ASCII a cell is full from its half on; something is left of what is less.
        if glyphs == .ascii { return eighths < 4 ? (0, max(0, eighths)) : ((eighths + 4) / 8, 0) }
        // Of a line there are halves: below a quarter nothing (but of the first cell something), from three quarters on all.
        if shape == .line {
            let (whole, part) = max(0, eighths).quotientAndRemainder(dividingBy: 8)
            if part >= 6 { return (whole + 1, 0) }
            return (whole, part >= 2 || whole == 0 ? part : 0)
        }
        return (max(0, eighths) / 8, max(0, eighths) % 8)
    }
}
