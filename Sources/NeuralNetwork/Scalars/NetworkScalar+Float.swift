import ElementaryFunctions
import KernelLevels
import Kernels

extension Float: NetworkScalar {
    /// As on the command line.
    public static var scalarName: String { "float" }

    @inline(__always) public static func exponential(_ x: Float) -> Float { Elementary.exp(x) }
    @inline(__always) public static func logarithm(_ x: Float) -> Float { Elementary.log(x) }
    @inline(__always) public static func logarithmOfOnePlus(_ x: Float) -> Float { Elementary.log1p(x) }
    @inline(__always) public static func exponentialMinusOne(_ x: Float) -> Float { Elementary.expm1(x) }
    @inline(__always) public static func hyperbolicTangent(_ x: Float) -> Float { Elementary.tanh(x) }
    @inline(__always) public static func errorFunction(_ x: Float) -> Float { Elementary.erf(x) }

    /// Those of the machine's instruction set.
    public static let kernels: (any VectorKernels<Float>.Type)? = KernelLevel.currentKernels
}
