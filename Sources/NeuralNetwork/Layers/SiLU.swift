/// Sigmoid-weighted linear unit (swish): `y = x σ(x)`, `y' = σ(x) (1 + x (1 − σ(x)))`.
///
/// Source: Elfwing et al., 2018; Ramachandran et al., 2017.
public enum SiLU: ElementwiseFunction {
    public static let schema = SpecSchema(
        "silu", aliases: ["swish"], summary: "a = z·σ(z)")
    public static func formula(_ z: String) -> String { "\(z)·σ(\(z))" }

    public static func gain(_ spec: LayerSpec) -> Double? { 2.0.squareRoot() }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        for i in 0..<count { y[i] = x[i] * Sigmoid.value(x[i]) }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        for i in 0..<count {
            let s = Sigmoid.value(x[i])
            dx[i] = dy[i] * (s * (1 + x[i] * (1 - s)))
        }
    }
}
