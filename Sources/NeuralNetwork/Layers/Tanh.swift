/// Hyperbolic tangent: `y = tanh x`, `y' = 1 − y²`.
public enum Tanh: ElementwiseFunction {
    public static let schema = SpecSchema("tanh", summary: "a = tanh z")
    public static func formula(_ z: String) -> String { "tanh \(z)" }
    public static let outputRange: ClosedRange<Float>? = -1...1
    public static let slopeAdvice =
        "tanh is flat where |z| is large: begin with smaller weights (xavier), batchnorm before it, or relu"

    /// `f′ = 1 − a²`, at most 1.
    public static func saturation(_ spec: LayerSpec) -> Saturation? { Saturation { 1 - $0 * $0 < 0.05 } }

    public static func gain(_ spec: LayerSpec) -> Double? { 5.0 / 3 }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.tanh(count, x, y) }
        for i in 0..<count { y[i] = Scalar.hyperbolicTangent(x[i]) }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        if let kernels = Scalar.kernels { return kernels.tanhGradient(count, y, dy, dx) }
        for i in 0..<count { dx[i] = dy[i] * (1 - y[i] * y[i]) }
    }
}
