import Basics

/// A finer grid of dots inside of cells, for curves: braille has 2×4 dots a cell, half blocks 1×2, ASCII 1×2 (`'`, `.`, `:`).
/// Each cell has one color, that of the last dot set in it.
public struct BrailleCanvas: Sendable {
    /// Its size in cells.
    public let size: Size
    /// The glyphs that it draws with.
    public let glyphs: GlyphTier
    private var dots: [UInt8]  // [row, column], a bit a dot
    private var colors: [Color]  // [row, column]
    /// The dots of a cell, across and down.
    private let across: Int
    private let down: Int
    /// Its width in dots.
    public let dotWidth: Int
    /// Its height in dots.
    public let dotHeight: Int

    /// An empty grid of dots over `size` cells.
    public init(_ size: Size, glyphs: GlyphTier) {
        self.size = size
        self.glyphs = glyphs
        (across, down) = Self.dotsPerCell(glyphs)
        (dotWidth, dotHeight) = (size.width * across, size.height * down)
        dots = Array(repeating: 0, count: size.width * size.height)
        colors = Array(repeating: .terminal, count: size.width * size.height)
    }

    /// The dots of a cell, across and down.
    public static func dotsPerCell(_ glyphs: GlyphTier) -> (across: Int, down: Int) { glyphs == .braille ? (2, 4) : (1, 2) }

    /// Sets a dot; nothing happens outside.
    public mutating func set(x: Int, y: Int, _ color: Color) {
        guard x >= 0, y >= 0, x < dotWidth, y < dotHeight else { return }
        let cell = (y / down) * size.width + x / across
        dots[cell] |= bit(x % across, y % down)
        colors[cell] = color
    }

    /// Whether a dot is set.
    public func isSet(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < dotWidth, y < dotHeight else { return false }
        return dots[(y / down) * size.width + x / across] & bit(x % across, y % down) != 0
    }

    /// Sets the dots of a straight line between two dots, which may lie outside.
    public mutating func line(fromX x0: Double, y y0: Double, toX x1: Double, y y1: Double, _ color: Color) {
        guard let (a, b) = clipped((x0, y0), (x1, y1)) else { return }
        var x = Int(saturating: a.x.rounded())
        var y = Int(saturating: a.y.rounded())
        let (endX, endY) = (Int(saturating: b.x.rounded()), Int(saturating: b.y.rounded()))
        // Bresenham, all directions.
        let (dx, dy) = (abs(endX - x), -abs(endY - y))
        let (stepX, stepY) = (x < endX ? 1 : -1, y < endY ? 1 : -1)
        var error = dx + dy
        while true {
            set(x: x, y: y, color)
            if x == endX, y == endY { return }
            let doubled = 2 * error
            if doubled >= dy {
                error += dy
                x += stepX
            }
            if doubled <= dx {
                error += dx
                y += stepY
            }
        }
    }

    /// Puts the cells that have dots onto a canvas, the upper left one at `origin`. Cells without dots are left as they are.
    public func draw(at origin: Point, on canvas: inout Canvas) {
        for y in 0..<size.height {
            for x in 0..<size.width {
                let cell = y * size.width + x
                guard dots[cell] != 0 else { continue }
                let background = canvas[origin.x + x, origin.y + y].style.background
                canvas.put(scalar(dots[cell]), x: origin.x + x, y: origin.y + y, Style(colors[cell], on: background))
            }
        }
    }

    private func bit(_ x: Int, _ y: Int) -> UInt8 {
        guard glyphs == .braille else { return 1 << UInt8(y) }
        // Unicode numbers the upper six dots column by column, and the fourth row after them.
        return y == 3 ? 0x40 << UInt8(x) : 1 << UInt8(y + 3 * x)
    }

    private func scalar(_ bits: UInt8) -> Unicode.Scalar {
        switch glyphs {
        case .braille: return Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
        case .blocks: return bits == 1 ? "▀" : bits == 2 ? "▄" : "█"
        case .ascii: return bits == 1 ? "'" : bits == 2 ? "." : ":"
        }
    }

    /// The part of a line inside the grid (Liang and Barsky), so that far ends cost nothing; nil where there is none.
    private func clipped(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> (
        a: (x: Double, y: Double), b: (x: Double, y: Double)
    )? {
        guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite, dotWidth > 0, dotHeight > 0 else { return nil }
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        guard dx.isFinite, dy.isFinite else { return nil }
        var (from, to) = (0.0, 1.0)
        let right = Double(dotWidth) - 0.5 - 1e-6
        let bottom = Double(dotHeight) - 0.5 - 1e-6
        /// Leaves of the line what is on the right side of an edge; false where nothing is.
        func cut(_ direction: Double, _ distance: Double) -> Bool {
            if direction == 0 { return distance >= 0 }
            if direction < 0 { from = max(from, distance / direction) } else { to = min(to, distance / direction) }
            return true
        }
        guard cut(-dx, a.x + 0.5), cut(dx, right - a.x), cut(-dy, a.y + 0.5), cut(dy, bottom - a.y), from <= to else {
            return nil
        }
        // The start of a line that begins at the very edge rounds to the first dot, not to the one before it. Of a line from very
        // far away rounding leaves nothing: without the other bounds it would end anywhere, and be drawn for years.
        func inside(_ t: Double) -> (x: Double, y: Double) {
            (min(right, max(-0.49, a.x + dx * t)), min(bottom, max(-0.49, a.y + dy * t)))
        }
        return (inside(from), inside(to))
    }
}
