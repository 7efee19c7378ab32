/// Mean absolute error: `|y − t|` for each element; derivative `sign(y − t)`, 0 where `y = t`.
public enum MeanAbsoluteError: ElementwiseLoss {
    public static let schema = SpecSchema("mae", aliases: ["meanAbsoluteError", "l1"], summary: "|a − y|", [.reduction])
    public static let formula = "|a − y|"
    public static let displayName = "mean absolute error"

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            total += abs(Double(y[i]) - Double(t[i]))
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
            dy[i] = d > 0 ? scale : d < 0 ? -scale : 0
        }
    }
}
