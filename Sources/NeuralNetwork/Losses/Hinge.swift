/// Hinge loss: `max(0, margin − t·y)` with targets ±1; derivative 0 where `margin − t·y <= 0`, else `−t`. The margin is 1 unless
/// given; with margin 0, reduction sum and rate 1 this is the perceptron rule (Rosenblatt, 1958).
public enum Hinge: ElementwiseLoss {
    public static let schema = SpecSchema(
        "hinge", positional: ["margin"], summary: "max(0, margin − y·a), y = ±1",
        [.init("margin", .number(.any), default: .number(1)), .reduction])
    public static let formula = "max(0, margin − y·a)"
    public static let decisionBorder: Float = 0

    public static func targetForm(_ spec: LossSpec) -> TargetForm { .signs }

    public static func constant(_ spec: LossSpec) -> Double { spec.number("margin") }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            let m = Double(constant) - Double(t[i]) * Double(y[i])
            total += m <= 0 ? 0 : m
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
            dy[i] = constant - t[i] * y[i] <= 0 ? 0 : -t[i] * scale
        }
    }
}
