import TerminalGraphics

/// A line between two neurons, in cells of the canvas of dots: whole, or broken where what it stands for is below zero.
struct GraphLine {
    var fromX, fromY, toX, toY: Int
    var isBroken: Bool
    /// Lines of dots.
    var thickness: Int

    func draw(_ color: Color, _ dotsPerCell: (across: Int, down: Int), _ dots: inout BrailleCanvas) {
        let (across, down) = dotsPerCell
        let (x0, x1) = (Double(fromX * across), Double((toX + 1) * across - 1))
        let (y0, y1) = (Double(fromY * down + down / 2), Double(toY * down + down / 2))
        guard x1 > x0 else { return }
        for offset in 0..<thickness {
            let shift = Double(offset)
            guard isBroken else {
                dots.line(fromX: x0, y: y0 + shift, toX: x1, y: y1 + shift, color)
                continue
            }
            let dash = 4.0
            var x = x0
            while x < x1 {
                let end = min(x1, x + dash - 1)
                func y(_ x: Double) -> Double { y0 + (y1 - y0) * (x - x0) / (x1 - x0) + shift }
                dots.line(fromX: x, y: y(x), toX: end, y: y(end), color)
                x += dash * 2
            }
        }
    }
}
