import Training

/// A picture being drawn: the ink, and where the pen is.
public struct DrawState: Hashable, Sendable {
    public var drawing: Drawing
    /// The pixel under the pen.
    public var row: Int
    public var column: Int
    /// Whether arrows draw as they move.
    public var isPenDown = false
    /// Whether keys go to the canvas.
    public var isActive = true

    /// An empty canvas with the pen in its middle.
    public init(_ shape: ImageShape) {
        drawing = Drawing(shape)
        (row, column) = (shape.height / 2, shape.width / 2)
    }

    /// Moves the pen; draws, where it is down.
    mutating func move(rows: Int, columns: Int) {
        let start = (row: row, column: column)
        row = min(drawing.shape.height - 1, max(0, row + rows))
        column = min(drawing.shape.width - 1, max(0, column + columns))
        if isPenDown { drawing.stroke(from: start, to: (row, column)) }
    }
}
