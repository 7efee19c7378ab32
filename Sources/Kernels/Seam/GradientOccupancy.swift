/// Where the gradient of a matrix may be anything but 0: in some of its rows, and of these in some blocks of 16 columns (the last
/// one may be narrower). Everything else is 0, in memory, too.
///
/// The kernel that computes the gradient measures its input and writes down what it finds; the one that updates the matrix leaves
/// out the rest. Inputs of images and activations of rectified layers have many zeros, and a single sample has few of both.
public final class GradientOccupancy {
    /// Rows of the matrix.
    public let rows: Int
    /// Columns of the matrix.
    public let columns: Int
    /// Whether the lists hold. If not, every element may be anything.
    public var isKnown = false
    /// Whether the forward pass is to measure the matrix that this is the gradient of.
    public var measuresMatrix = false
    /// Sum of the squares of that matrix in the last forward pass, where it has been measured.
    public var matrixSquares: Double?
    /// Rows that may hold more than zeros, ascending.
    public private(set) var rowList: UnsafeMutablePointer<Int32>
    /// Rows in `rowList`.
    public private(set) var rowCount = 0
    /// Blocks that may hold more than zeros, ascending.
    public private(set) var blockList: UnsafeMutablePointer<Int32>
    /// Blocks in `blockList`.
    public private(set) var blockCount = 0
    /// Room for the lists of the next gradient.
    public private(set) var nextRows: UnsafeMutablePointer<Int32>
    /// Room for the blocks of the next gradient, beside `nextRows`.
    public private(set) var nextBlocks: UnsafeMutablePointer<Int32>

    /// Lists for a matrix `[rows, columns]` of which nothing is known.
    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        rowList = .allocate(capacity: rows)
        nextRows = .allocate(capacity: rows)
        let blocks = (columns + 15) / 16
        blockList = .allocate(capacity: blocks)
        nextBlocks = .allocate(capacity: blocks)
    }

    deinit {
        rowList.deallocate()
        nextRows.deallocate()
        blockList.deallocate()
        nextBlocks.deallocate()
    }

    /// Blocks in all.
    @inlinable public var allBlocks: Int { (columns + 15) / 16 }

    /// Blocks of `blockList` that have all their 16 columns.
    @inlinable public var wholeBlockCount: Int {
        blockCount > 0 && (Int(blockList[blockCount - 1]) + 1) * 16 > columns ? blockCount - 1 : blockCount
    }

    /// Takes over `nextRows` and `nextBlocks`: what they leave out has been set to 0.
    public func adopt(rowCount: Int, blockCount: Int) {
        swap(&rowList, &nextRows)
        swap(&blockList, &nextBlocks)
        (self.rowCount, self.blockCount) = (rowCount, blockCount)
        isKnown = true
    }
}
