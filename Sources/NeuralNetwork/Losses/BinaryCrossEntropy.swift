/// Binary cross-entropy of probabilities: `−(t·max(ln y, −100) + (1 − t)·max(ln(1 − y), −100))`; derivative `(y − t) / max(y(1 −
/// y), 1e-12)`, with PyTorch's 1e-12 (the nearest Float). Prefer binaryCrossEntropyWithLogits and no sigmoid layer: it does not
/// saturate.
public enum BinaryCrossEntropy: ElementwiseLoss {
    public static let schema = SpecSchema(
        "binaryCrossEntropy", aliases: ["bce"], summary: "−(y·ln a + (1 − y)·ln(1 − a))", [.reduction])
    public static let formula = "−(y·ln a + (1 − y)·ln(1 − a))"
    public static let displayName = "binary cross-entropy"
    public static let outputRange: ClosedRange<Double>? = 0...1

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            let (p, q) = (Double(Scalar.logarithm(y[i])), Double(Scalar.logarithmOfOnePlus(-y[i])))
            let target = Double(t[i])
            total -= target * (p < -100 ? -100 : p) + (1 - target) * (q < -100 ? -100 : q)
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
            let variance = y[i] * (1 - y[i])
            let least = Scalar(9.999999960041972e-13)
            dy[i] = scale * (y[i] - t[i]) / (variance < least ? least : variance)
        }
    }
}
