/// The weights of a layer that stands at the input, and their gradient, the other way round: `[inputs, outputs]`, so that an
/// input that is 0 leaves out a whole row. Pixels of digits are four fifths zeros.
///
/// A working copy: the parameters themselves are `[outputs, inputs]` in their store, which fetches what is newer here before
/// anybody reads it. Rows are padded with zeros to whole groups of lanes.
public final class TurnedMatrix<Scalar> {
    /// Rows of the turned matrix.
    public let inputs: Int
    /// Columns of the turned matrix, without their padding.
    public let outputs: Int
    /// Scalars from row to row.
    public let leading: Int
    /// `[inputs, leading]`
    public let weights: UnsafeMutablePointer<Scalar>
    /// `[inputs, leading]`; only the rows in `rowList` hold anything, the others are 0 whatever lies there.
    public let gradient: UnsafeMutablePointer<Scalar>
    /// Rows of the gradient that may be other than 0, ascending.
    public let rowList: UnsafeMutablePointer<Int32>
    /// Rows in `rowList`.
    public var rowCount = 0
    /// The number of inputs of the last forward pass that are not 0.
    public var nonzeros = 0
    /// For each sample, a bit for each input: set where it is not 0.
    public let masks: UnsafeMutablePointer<UInt64>
    /// Whether all weights are finite: `0·∞` may not be left out.
    public var isFinite = false
    /// For each row of the weights, the sum of its squares, where `knowsSquares`.
    public let squares: UnsafeMutablePointer<Double>
    /// Whether `squares` belongs to the weights as they are now.
    public var knowsSquares = false

    /// - Parameter capacity: the most samples of a batch.
    public init(inputs: Int, outputs: Int, capacity: Int) where Scalar: Numeric {
        (self.inputs, self.outputs) = (inputs, outputs)
        leading = Self.leading(outputs)
        weights = Self.zeros(inputs * leading)
        gradient = Self.zeros(inputs * leading)
        rowList = .allocate(capacity: inputs)
        masks = .allocate(capacity: capacity * ((inputs + 63) / 64))
        squares = .allocate(capacity: inputs)
    }

    deinit {
        UnsafeMutableRawPointer(weights).deallocate()
        UnsafeMutableRawPointer(gradient).deallocate()
        rowList.deallocate()
        masks.deallocate()
        squares.deallocate()
    }

    /// Zeros that begin where a cache line does.
    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Scalar> where Scalar: Numeric {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * MemoryLayout<Scalar>.stride, alignment: 64)
        return raw.initializeMemory(as: Scalar.self, repeating: 0, count: max(1, count))
    }

    /// Whole groups of lanes; of many outputs one group more, since rows a power of two apart push each other out of the nearest
    /// cache.
    private static func leading(_ outputs: Int) -> Int {
        let whole = (outputs + 15) & ~15
        return whole > 128 && whole & 63 == 0 ? whole + 16 : whole
    }

    /// Words of `masks` for a sample.
    @inlinable public var words: Int { (inputs + 63) / 64 }

    /// Bytes that one takes.
    public static func byteCount(inputs: Int, outputs: Int, capacity: Int) -> Int {
        2 * inputs * leading(outputs) * MemoryLayout<Scalar>.stride + capacity * ((inputs + 63) / 64) * 8 + inputs * (4 + 8)
    }
}
