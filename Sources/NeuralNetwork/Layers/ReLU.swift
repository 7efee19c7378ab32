/// Rectified linear unit: 0 where `x <= 0`, else x. The derivative at 0 is 0; it selects, it does not multiply: what arrives
/// where `x <= 0` is replaced by 0 even if it is NaN, and a NaN input passes on.
public enum ReLU: ElementwiseFunction {
    public static let schema = SpecSchema("relu", summary: "a = max(0, z)")
    public static func formula(_ z: String) -> String { "max(0, \(z))" }
    public static let lowestOutput: Float? = 0
    public static let slopeAdvice =
        "relu passes nothing where z < 0: leakyRelu, a smaller learning rate, or batchnorm before it"

    /// 0 is what it puts out where it is flat.
    public static func saturation(_ spec: LayerSpec) -> Saturation? { Saturation("off") { $0 == 0 } }

    public static func gain(_ spec: LayerSpec) -> Double? { 2.0.squareRoot() }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.rectify(count, x, y) }
        for i in 0..<count { y[i] = x[i] <= 0 ? 0 : x[i] }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.rectifyGradient(count, x, dy, dx) }
        for i in 0..<count { dx[i] = x[i] <= 0 ? 0 : dy[i] }
    }
}
