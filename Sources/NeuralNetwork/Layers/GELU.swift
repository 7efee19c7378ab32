/// Gaussian error linear unit: `y = x Φ(x) = ½ x (1 + erf(x/√2))`, or its approximation `½ x (1 + tanh(√(2/π)(x + 0.044715
/// x³)))`, each with its own exact derivative.
///
/// Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.
public enum GELU: ElementwiseFunction {
    public static let schema = SpecSchema(
        "gelu", summary: "a = ½·z·(1 + erf(z/√2))",
        [.init("approximation", .word(["none", "tanh"]), default: .word("none"))])
    public static func formula(_ z: String) -> String { "\(z)·Φ(\(z))" }

    public static func constants(_ spec: LayerSpec) -> SIMD2<Double> { [spec.word("approximation") == "tanh" ? 1 : 0, 0] }

    public static func gain(_ spec: LayerSpec) -> Double? { 2.0.squareRoot() }

    @inline(__always)
    private static func normalCDF<Scalar: NetworkScalar>(_ x: Scalar) -> Scalar {
        Scalar(0.5) * (1 + Scalar.errorFunction(x * Scalar(0.707106781186547524401)))
    }

    /// `√(2/π) (x + 0.044715 x³)`
    @inline(__always)
    private static func inner<Scalar: NetworkScalar>(_ x: Scalar) -> Scalar {
        Scalar(0.7978845608028653559) * (x + Scalar(0.044715) * x * x * x)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        if constants.x == 0 {
            for i in 0..<count { y[i] = x[i] * normalCDF(x[i]) }
        } else {
            for i in 0..<count { y[i] = Scalar(0.5) * x[i] * (1 + Scalar.hyperbolicTangent(inner(x[i]))) }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        if constants.x == 0 {
            let scale = Scalar(0.398942280401432677939946)  // 1/√(2π)
            for i in 0..<count {
                let density = scale * Scalar.exponential(Scalar(-0.5) * x[i] * x[i])
                dx[i] = dy[i] * (normalCDF(x[i]) + x[i] * density)
            }
        } else {
            for i in 0..<count {
                let t = Scalar.hyperbolicTangent(inner(x[i]))
                let slope = Scalar(0.7978845608028653559) * (1 + 3 * Scalar(0.044715) * x[i] * x[i])
                dx[i] = dy[i] * (Scalar(0.5) * (1 + t) + Scalar(0.5) * x[i] * (1 - t * t) * slope)
            }
        }
    }
}
