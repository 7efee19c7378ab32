import Basics

/// Ways of drawing bars.
public enum BarShape: Hashable, Sendable {
    /// As high as the row, in eighths of a cell; bars in neighbouring rows touch.
    case block
    /// A thick line, in halves of a cell; bars stay apart (in ASCII the same as blocks).
    case line
}

extension Canvas {
    /// Draws a single bar from the left of `area`, as high as it and `fraction` of it long (0 to 1; beyond is cut off). What is
    /// more than nothing shows.
    public mutating func bar(_ fraction: Double, in area: Rect, _ color: Color, shape: BarShape = .block, glyphs: GlyphTier) {
        guard !area.isEmpty, fraction > 0 else { return }
        let eighths = max(1, Int(saturating: (min(1, fraction) * Double(area.width * 8)).rounded()))
        let (whole, part) = shape.cells(eighths, glyphs)
        let (full, end) = shape.glyphs(part, glyphs)
        clipped(to: area) { canvas in
            for y in area.y..<area.bottom {
                for column in 0..<whole { canvas.put(full, x: area.x + column, y: y, Style(color)) }
                guard part > 0 else { continue }
                let behind = canvas[area.x + whole, y].style.background
                canvas.put(end, x: area.x + whole, y: y, Style(color).on(behind))
            }
        }
    }
}

extension BarShape {
    /// `▏` to `█`: the left n eighths of a cell.
    private static let leftEighths: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    /// A full cell, and one that is full to this many eighths.
    fileprivate func glyphs(_ part: Int, _ glyphs: GlyphTier) -> (full: Unicode.Scalar, end: Unicode.Scalar) {
        if glyphs == .ascii { return ("#", "-") }
        return self == .line ? ("━", "╸") : ("█", Self.leftEighths[part])
    }

    /// Full cells, and the eighths of the one behind them.
    fileprivate func cells(_ eighths: Int, _ glyphs: GlyphTier) -> (whole: Int, part: Int) {
        // In ASCII a cell is full from its half on; something is left of what is less.
        if glyphs == .ascii { return eighths < 4 ? (0, eighths) : ((eighths + 4) / 8, 0) }
        let (whole, part) = eighths.quotientAndRemainder(dividingBy: 8)
        guard self == .line else { return (whole, part) }
        // Of a line there are halves: below a quarter nothing (but of the first cell something), from three quarters on all.
        if part >= 6 { return (whole + 1, 0) }
        return (whole, part >= 2 || whole == 0 ? part : 0)
    }
}
