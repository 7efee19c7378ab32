/// Binary cross-entropy of logits: `max(y, 0) − y·t + ln(1 + e^(−|y|))`, which is the cross-entropy of `σ(y)` without ever taking
/// its logarithm; derivative `σ(y) − t`.
public enum BinaryCrossEntropyWithLogits: ElementwiseLoss {
    public static let schema = SpecSchema(
        "binaryCrossEntropyWithLogits", aliases: ["bceWithLogits", "bceLogits", "sigmoidCrossEntropy"],
        summary: "−(y·ln σ(z) + (1 − y)·ln(1 − σ(z)))",
        [.reduction])
    public static let formula = "−(y·ln σ(z) + (1 − y)·ln(1 − σ(z)))"
    public static let displayName = "binary cross-entropy"
    public static let outputIsLogits = true

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            // max(y, 0) − y·t as PyTorch has it: (1 − t)·y − min(y, 0). The two differ where y is infinite.
            let smaller: Scalar = y[i] > 0 ? 0 : y[i]
            total += Double((1 - t[i]) * y[i] - smaller + Scalar.logarithmOfOnePlus(Scalar.exponential(-abs(y[i]))))
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
            dy[i] = scale * (Sigmoid.value(y[i]) - t[i])
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func probabilities<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ p: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<count { p[i] = Sigmoid.value(y[i]) }
    }
}
