import ElementaryFunctions
import Kernels

extension Double: NetworkScalar {
    /// As on the command line.
    public static var scalarName: String { "double" }

    @inline(__always) public static func exponential(_ x: Double) -> Double { Elementary.exp(x) }
    @inline(__always) public static func logarithm(_ x: Double) -> Double { Elementary.log(x) }
    @inline(__always) public static func logarithmOfOnePlus(_ x: Double) -> Double { Elementary.log1p(x) }
    @inline(__always) public static func exponentialMinusOne(_ x: Double) -> Double { Elementary.expm1(x) }
    @inline(__always) public static func hyperbolicTangent(_ x: Double) -> Double { Elementary.tanh(x) }
    @inline(__always) public static func errorFunction(_ x: Double) -> Double { Elementary.erf(x) }

    /// None: proofs take scalar functions and one addition after the other.
    public static var kernels: (any VectorKernels<Double>.Type)? { nil }
}
