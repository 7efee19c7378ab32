/// Softplus: `y = ln(1 + e^(βx)) / β`, x itself where `βx` lies above the threshold, as in PyTorch; `y' = σ(βx)`. β is 1 and the
/// threshold 20 unless given.
public enum Softplus: ElementwiseFunction {
    public static let schema = SpecSchema(
        "softplus", summary: "a = ln(1 + e^(β·z)) / β",
        [.init("beta", .number(.positive), default: .number(1)), .init("threshold", .number(.any), default: .number(20))])
    public static func formula(_ z: String) -> String { "ln(1 + e^(β·\(z))) / β" }
    public static let lowestOutput: Float? = 0

    public static func constants(_ spec: LayerSpec) -> SIMD2<Double> { [spec.number("beta"), spec.number("threshold")] }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        let (beta, threshold) = (Scalar(constants.x), Scalar(constants.y))
        for i in 0..<count {
            let z = beta * x[i]
            // max(z, 0) + ln(1 + e^−|z|) does not overflow where ln(1 + e^z) would.
            y[i] = z > threshold ? x[i] : ((z > 0 ? z : 0) + Scalar.logarithmOfOnePlus(Scalar.exponential(-abs(z)))) / beta
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        let (beta, threshold) = (Scalar(constants.x), Scalar(constants.y))
        for i in 0..<count {
            let z = beta * x[i]
            dx[i] = z > threshold ? dy[i] : dy[i] * Sigmoid.value(z)
        }
    }
}
