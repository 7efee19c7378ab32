/// The changes from one frame to the next, as runs of cells.
public struct CanvasDiff: Hashable, Sendable {
    /// Neighbouring changed cells in a row.
    public struct Run: Hashable, Sendable {
        /// The first column.
        public var x: Int
        /// The row.
        public var y: Int
        /// The new cells.
        public var cells: [Cell]
    }

    /// The runs, from top to bottom and left to right.
    public let runs: [Run]

    /// The number of cells that changed.
    public var count: Int { runs.reduce(0) { $0 + $1.cells.count } }

    /// Whether nothing changed.
    public var isEmpty: Bool { runs.isEmpty }

    /// The cells in which `new` differs from `old`; all of them where the sizes differ.
    public init(from old: Canvas, to new: Canvas) {
        let isSameSize = old.size == new.size
        var runs: [Run] = []
        let width = new.size.width
        for y in 0..<new.size.height {
            var x = 0
            while x < width {
                guard !isSameSize || old.cells[y * width + x] != new.cells[y * width + x] else {
                    x += 1
                    continue
                }
                // Half of a wide character is not written without the other.
                let start = x > 0 && new.cells[y * width + x].isContinuation ? x - 1 : x
                while x < width, !isSameSize || old.cells[y * width + x] != new.cells[y * width + x] { x += 1 }
                runs.append(Run(x: start, y: y, cells: Array(new.cells[y * width + start..<y * width + x])))
            }
        }
        self.runs = runs
    }
}
