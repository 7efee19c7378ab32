/// A look at memory planned elsewhere: one value tensor per sample, `[count, ...shape]`, row-major.
///
/// The view does not own the memory; it is valid as long as its workspace lives.
public struct BatchView<Scalar: NetworkScalar> {
    /// The first element of the first sample.
    public let pointer: UnsafeMutablePointer<Scalar>
    /// Number of samples.
    public let count: Int
    /// Shape of one sample.
    public let shape: Shape

    /// A look at `count` tensors that begin at `pointer`.
    public init(pointer: UnsafeMutablePointer<Scalar>, count: Int, shape: Shape) {
        (self.pointer, self.count, self.shape) = (pointer, count, shape)
    }

    /// All elements of all samples.
    public var buffer: UnsafeMutableBufferPointer<Scalar> {
        UnsafeMutableBufferPointer(start: pointer, count: count * shape.count)
    }

    /// The elements of one sample.
    public subscript(sample: Int) -> UnsafeMutableBufferPointer<Scalar> {
        precondition(sample >= 0 && sample < count, "sample \(sample) outside a batch of \(count)")
        return UnsafeMutableBufferPointer(start: pointer + sample * shape.count, count: shape.count)
    }

    /// All elements as an array (allocates).
    public var array: [Scalar] { Array(buffer) }
}
