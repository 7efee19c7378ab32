import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Float: NetworkScalar {
    /// As on the command line.
    public static var scalarName: String { "float" }

    @inline(__always) public static func exponential(_ x: Float) -> Float { expf(x) }
    @inline(__always) public static func logarithm(_ x: Float) -> Float { logf(x) }
    @inline(__always) public static func logarithmOfOnePlus(_ x: Float) -> Float { log1pf(x) }
    @inline(__always) public static func exponentialMinusOne(_ x: Float) -> Float { expm1f(x) }
    @inline(__always) public static func hyperbolicTangent(_ x: Float) -> Float { tanhf(x) }
    @inline(__always) public static func errorFunction(_ x: Float) -> Float { erff(x) }

    /// Those of the machine's instruction set.
    public static var kernels: (any VectorKernels<Float>.Type)? { KernelLevel.currentKernels }
}
