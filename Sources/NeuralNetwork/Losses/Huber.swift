/// Huber loss: `½d²` where `|d| <= δ`, else `δ(|d| − ½δ)`, with `d = y − t`; derivative d clamped to `[−δ, δ]`. δ is 1 unless
/// given.
///
/// Source: Huber, "Robust estimation of a location parameter", 1964.
public enum Huber: ElementwiseLoss {
    public static let schema = SpecSchema(
        "huber", positional: ["delta"], summary: "½(a − y)² where |a − y| <= delta, else delta·(|a − y| − ½delta)",
        [.init("delta", .number(.positive), default: .number(1)), .reduction])
    public static let formula = "½(a − y)² or k·(|a − y| − ½k)"
    /// It lies between median and mean.
    public static let bestConstantIsSearched = true

    public static func constant(_ spec: LossSpec) -> Double { spec.number("delta") }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            let (d, delta) = (abs(Double(y[i]) - Double(t[i])), Double(constant))
            total += d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta)
        }
        return total
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func gradient<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar, _ scale: Scalar,
        _ dy: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<count {
            let d = y[i] - t[i]
            dy[i] = scale * (d > constant ? constant : d < -constant ? -constant : d)
        }
    }
}
