/// Logistic sigmoid: `σ(x) = 1 / (1 + e⁻ˣ)`, `σ' = σ (1 − σ)`. No overflow for large |x|.
public enum Sigmoid: ElementwiseFunction {
    public static let schema = SpecSchema("sigmoid", aliases: ["logistic"], summary: "a = σ(z) = 1 / (1 + e^−z)")
    public static func formula(_ z: String) -> String { "σ(\(z)) = 1 / (1 + e^−\(z))" }
    public static let outputRange: ClosedRange<Float>? = 0...1
    public static let slopeAdvice =
        "sigmoid's slope is never above ¼: relu or tanh instead, batchnorm before it, or a residual path"

    /// `f′ = a(1 − a)`, at most ¼.
    public static func saturation(_ spec: LayerSpec) -> Saturation? { Saturation { $0 * (1 - $0) < 0.05 * 0.25 } }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.sigmoid(count, x, y) }
        for i in 0..<count { y[i] = value(x[i]) }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.sigmoidGradient(count, y, dy, dx) }
        for i in 0..<count { dx[i] = dy[i] * (y[i] * (1 - y[i])) }
    }

    /// `σ(x)`. For x below -80 or so e⁻ˣ overflows to infinity in Float, and 1/∞ = 0 is the right answer.
    @inline(__always)
    static func value<Scalar: NetworkScalar>(_ x: Scalar) -> Scalar { 1 / (1 + Scalar.exponential(-x)) }
}
