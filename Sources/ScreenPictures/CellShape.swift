/// A part of a character that is drawn as a shape from edge to edge of its cell, so that lines and pictures have no seams.
///
/// Positions are pixels from the cell's upper left corner.
package enum CellShape: Hashable, Sendable {
    /// Filled; `opacity` from 0 to 1 is how much of what is below it covers.
    case rectangle(x: Double, y: Double, width: Double, height: Double, opacity: Double = 1)
    /// A braille dot.
    case dot(x: Double, y: Double, radius: Double)
    /// A straight line of some width.
    case line(x0: Double, y0: Double, x1: Double, y1: Double, width: Double)
    /// A quarter of an ellipse between two points, bent towards a corner.
    case bend(x0: Double, y0: Double, cornerX: Double, cornerY: Double, x1: Double, y1: Double, width: Double)

    /// The shapes of a character, or nil where a font has to draw it.
    /// - Parameters:
    ///   - width: of a cell, in pixels.
    ///   - height: of a cell, in pixels.
    package static func shapes(of scalar: Unicode.Scalar, width: Int, height: Int) -> [CellShape]? {
        switch scalar.value {
        case 0x2500...0x257F: boxDrawing(Int(scalar.value) - 0x2500, width, height)
        case 0x2580...0x259F: block(Int(scalar.value) - 0x2580, Double(width), Double(height))
        case 0x2800...0x28FF: braille(Int(scalar.value) - 0x2800, Double(width), Double(height))
        default: nil
        }
    }

    /// Dots 1–3 and 7 on the left, 4–6 and 8 on the right, from the top.
    private static func braille(_ bits: Int, _ width: Double, _ height: Double) -> [CellShape] {
        let places: [(column: Int, row: Int)] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
        return places.indices.filter { bits >> $0 & 1 == 1 }.map { bit in
            let (column, row) = places[bit]
            return .dot(
                x: width * (Double(column) + 0.5) / 2, y: height * (Double(row) + 0.5) / 4,
                radius: min(width / 2, height / 4) * 0.36)
        }
    }

    private static func block(_ index: Int, _ width: Double, _ height: Double) -> [CellShape] {
        func part(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> CellShape {
            let (left, top) = ((x0 * width).rounded(), (y0 * height).rounded())
            return .rectangle(x: left, y: top, width: (x1 * width).rounded() - left, height: (y1 * height).rounded() - top)
        }
        switch index {
        case 0x0: return [part(0, 0, 1, 0.5)]
        case 0x1...0x8: return [part(0, 1 - Double(index) / 8, 1, 1)]
        case 0x9...0xF: return [part(0, 0, 1 - Double(index - 8) / 8, 1)]
        case 0x10: return [part(0.5, 0, 1, 1)]
        case 0x11...0x13:
            return [.rectangle(x: 0, y: 0, width: width, height: height, opacity: Double(index - 0x10) / 4)]
        case 0x14: return [part(0, 0, 1, 0.125)]
        case 0x15: return [part(0.875, 0, 1, 1)]
        default:
            // Quadrants: upper left, upper right, lower left, lower right, from the highest bit.
            let quadrants = [0b0010, 0b0001, 0b1000, 0b1011, 0b1001, 0b1110, 0b1101, 0b0100, 0b0110, 0b0111][index - 0x16]
            return (0..<4).filter { quadrants >> (3 - $0) & 1 == 1 }.map { place in
                let (x, y) = (Double(place % 2) / 2, Double(place / 2) / 2)
                return part(x, y, x + 0.5, y + 0.5)
            }
        }
    }
}
