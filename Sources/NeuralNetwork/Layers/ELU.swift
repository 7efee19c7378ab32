/// Exponential linear unit: x where `x > 0`, else `α (eˣ − 1)`; the derivative for `x <= 0` is `α eˣ`. α is 1 unless given.
///
/// Source: Clevert et al., "Fast and accurate deep network learning by exponential linear units", 2016.
public enum ELU: ElementwiseFunction {
    public static let schema = SpecSchema(
        "elu", positional: ["alpha"], summary: "a = z for z > 0, else α·(e^z − 1)",
        [.init("alpha", .number(.any), default: .number(1))])
    public static func formula(_ z: String) -> String { "\(z) for \(z) > 0, else α·(e^\(z) − 1)" }

    /// `f′ = a + α` below 0, and 1 above; with an α that is not above 0 it is flat nowhere that its output tells.
    public static func saturation(_ spec: LayerSpec) -> Saturation? {
        let alpha = Float(spec.number("alpha"))
        return alpha > 0 ? Saturation { $0 < 0 && $0 + alpha < 0.05 * max(1, alpha) } : nil
    }

    public static func constants(_ spec: LayerSpec) -> SIMD2<Double> { [spec.number("alpha"), 0] }

    public static func gain(_ spec: LayerSpec) -> Double? { 2.0.squareRoot() }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        let alpha = Scalar(constants.x)
        for i in 0..<count { y[i] = x[i] > 0 ? x[i] : alpha * Scalar.exponentialMinusOne(x[i]) }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        let alpha = Scalar(constants.x)
        for i in 0..<count { dx[i] = x[i] > 0 ? dy[i] : dy[i] * (alpha * Scalar.exponential(x[i])) }
    }
}
