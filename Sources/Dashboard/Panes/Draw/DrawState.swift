import Inspection
import NeuralNetwork

/// A picture being drawn: the ink, and where the pen is.
public struct DrawState: Hashable, Sendable {
    /// The picture with its ink and its label.
    public var drawing: Drawing
    /// The row of the pixel under the pen.
    public var row: Int
    /// The column of the pixel under the pen.
    public var column: Int
    /// Whether arrows draw as they move.
    public var isPenDown = false
    /// Whether keys go to the canvas.
    public var isActive = true
    /// Whether it has the whole screen only because its own place is too small for it.
    var hasZoomed = false
    /// The canvas before each stroke, the latest last; and the canvases that have been taken back.
    private var past: [[UInt8]] = []
    private var future: [[UInt8]] = []

    /// An empty canvas with the pen in its middle.
    public init(_ shape: ImageShape) {
        drawing = Drawing(shape)
        (row, column) = (shape.height / 2, shape.width / 2)
    }

    /// Strokes that can be taken back, at most.
    static let strokesKept = 100

    /// Begins a stroke, or whatever else is taken back as one.
    mutating func beginStroke() {
        future = []
        guard drawing.pixels != past.last else { return }
        past.append(drawing.pixels)
        if past.count > Self.strokesKept { past.removeFirst() }
    }

    /// Takes the last stroke back.
    /// - Returns: false where there is none.
    mutating func undo() -> Bool {
        isPenDown = false
        while let former = past.popLast() {
            guard former != drawing.pixels else { continue }
            future.append(drawing.pixels)
            drawing.restore(former)
            return true
        }
        return false
    }

    /// Makes it again.
    /// - Returns: false where none has been taken back.
    mutating func redo() -> Bool {
        guard let latter = future.popLast() else { return false }
        past.append(drawing.pixels)
        drawing.restore(latter)
        return true
    }

    /// Moves the pen; draws, where it is down.
    mutating func move(rows: Int, columns: Int) {
        let start = (row: row, column: column)
        row = min(drawing.shape.height - 1, max(0, row + rows))
        column = min(drawing.shape.width - 1, max(0, column + columns))
        if isPenDown { drawing.stroke(from: start, to: (row, column)) }
    }
}
