import NeuralNetwork

/// A picture drawn by hand, and the class that it is meant to be: a sample like those of the data, only that it is in none of
/// their sets.
public struct Drawing: Hashable, Sendable {
    /// Height and width, those of the data's pictures.
    public let shape: ImageShape
    /// 0 to 255, row-major.
    public private(set) var pixels: [UInt8]
    /// The class it should be read as.
    public var label = 0
    /// Whether the network sees it moved so that its center of mass is in the middle, as MNIST's digits are.
    public var isCentered = false

    /// An empty canvas.
    public init(_ shape: ImageShape) {
        self.shape = shape
        pixels = Array(repeating: 0, count: shape.height * shape.width)
    }

    /// The ink of a pixel, 0 to 255; 0 outside of the picture, so that a shifted one needs no borders.
    public subscript(row: Int, column: Int) -> UInt8 {
        guard row >= 0, column >= 0, row < shape.height, column < shape.width else { return 0 }
        return pixels[row * shape.width + column]
    }

    /// True while there is no ink: an empty canvas is no sample yet.
    public var isEmpty: Bool { pixels.allSatisfy { $0 == 0 } }

    /// The shape of a pen as wide as MNIST's strokes are in their pictures, about two pixels: full in the middle, gray at the
    /// edge.
    private static let pen: [(row: Int, column: Int, ink: UInt8)] = [
        (0, 0, 255), (-1, 0, 150), (1, 0, 150), (0, -1, 150), (0, 1, 150), (-1, -1, 60), (-1, 1, 60), (1, -1, 60), (1, 1, 60),
    ]

    /// Puts ink at a pixel; where there is some already, the darker counts.
    public mutating func ink(row: Int, column: Int) {
        for dot in Self.pen { change(row + dot.row, column + dot.column) { max($0, dot.ink) } }
    }

    /// Takes the ink away around a pixel.
    public mutating func erase(row: Int, column: Int) {
        for dot in Self.pen where dot.ink > 100 { change(row + dot.row, column + dot.column) { _ in 0 } }
    }

    /// A stroke from one pixel to another.
    public mutating func stroke(from start: (row: Int, column: Int), to end: (row: Int, column: Int), erases: Bool = false) {
        let steps = max(abs(end.row - start.row), abs(end.column - start.column), 1)
        for step in 0...steps {
            let row = start.row + ((end.row - start.row) * step * 2 + steps) / (2 * steps)
            let column = start.column + ((end.column - start.column) * step * 2 + steps) / (2 * steps)
            if erases { erase(row: row, column: column) } else { ink(row: row, column: column) }
        }
    }

    /// Takes back what the canvas was.
    /// - Parameter pixels: as many as the picture has.
    public mutating func restore(_ pixels: [UInt8]) {
        precondition(pixels.count == self.pixels.count, "\(pixels.count) pixels for a picture of \(self.pixels.count)")
        self.pixels = pixels
    }

    /// Takes all ink away; label and centering stay.
    public mutating func clear() { pixels = Array(repeating: 0, count: pixels.count) }

    private mutating func change(_ row: Int, _ column: Int, _ with: (UInt8) -> UInt8) {
        guard row >= 0, column >= 0, row < shape.height, column < shape.width else { return }
        pixels[row * shape.width + column] = with(pixels[row * shape.width + column])
    }

    /// The picture as the network gets it.
    public var seen: [UInt8] {
        guard isCentered else { return pixels }
        var (mass, rowSum, columnSum) = (0, 0, 0)
        for row in 0..<shape.height {
            for column in 0..<shape.width {
                let ink = Int(pixels[row * shape.width + column])
                mass += ink
                rowSum += ink * row
                columnSum += ink * column
            }
        }
        guard mass > 0 else { return pixels }
        // The middle between the pixels, as MNIST has it: (14, 14) of 28.
        let down = shape.height / 2 - (2 * rowSum + mass) / (2 * mass)
        let across = shape.width / 2 - (2 * columnSum + mass) / (2 * mass)
        var moved = [UInt8](repeating: 0, count: pixels.count)
        for row in 0..<shape.height {
            for column in 0..<shape.width { moved[row * shape.width + column] = self[row - down, column - across] }
        }
        return moved
    }
}
