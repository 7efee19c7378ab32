import Kernels

/// A number a network computes in: `Float` for speed, `Double` for proof. The same generic source runs in both.
///
/// Functions that touch every element are marked `@_specialize` for both types, so that generic callers pay one type test a call
/// and nothing an element; the requirements here are what that source needs beyond arithmetic.
public protocol NetworkScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable, LosslessStringConvertible {
    /// `float` or `double`, as on the command line.
    static var scalarName: String { get }

    /// `e^x`.
    static func exponential(_ x: Self) -> Self
    /// Natural logarithm.
    static func logarithm(_ x: Self) -> Self
    /// `ln(1 + x)` without loss for small x.
    static func logarithmOfOnePlus(_ x: Self) -> Self
    /// `e^x - 1` without loss for small x.
    static func exponentialMinusOne(_ x: Self) -> Self
    /// `tanh x`.
    static func hyperbolicTangent(_ x: Self) -> Self
    /// `erf x`.
    static func errorFunction(_ x: Self) -> Self

    /// The seam to loops written for the machine's instruction set; nil where the plain loops of layers and optimizers serve.
    static var kernels: (any VectorKernels<Self>.Type)? { get }
}

extension NetworkScalar {
    /// Scalars that a workspace holds for kernels to work in.
    static var kernelScratchCount: Int { kernels == nil ? 0 : KernelScratch.count }
}
