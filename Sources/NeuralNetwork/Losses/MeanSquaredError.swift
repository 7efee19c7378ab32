/// Mean squared error: `(y − t)²` for each element (no ½), derivative `2 (y − t)`.
public enum MeanSquaredError: ElementwiseLoss {
    public static let schema = SpecSchema("mse", aliases: ["meanSquaredError", "l2"], summary: "(a − y)²", [.reduction])
    public static let formula = "(a − y)²"
    public static let displayName = "mean squared error"

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double {
        var total = 0.0
        for i in 0..<count {
            let d = Double(y[i]) - Double(t[i])
            total += d * d
        }
        return total
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func gradient<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar, _ scale: Scalar,
        _ dy: UnsafeMutablePointer<Scalar>
    ) {
        let factor = 2 * scale
        for i in 0..<count { dy[i] = factor * (y[i] - t[i]) }
    }
}
