import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Double: NetworkScalar {
    /// As on the command line.
    public static var scalarName: String { "double" }

    @inline(__always) public static func exponential(_ x: Double) -> Double { exp(x) }
    @inline(__always) public static func logarithm(_ x: Double) -> Double { log(x) }
    @inline(__always) public static func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
    @inline(__always) public static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
    @inline(__always) public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
    @inline(__always) public static func errorFunction(_ x: Double) -> Double { erf(x) }

    /// None: proofs take libm's functions and one addition after the other.
    public static var kernels: (any VectorKernels<Double>.Type)? { nil }
}
