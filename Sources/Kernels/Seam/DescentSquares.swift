/// Sums of squares that a step of plain descent finds out on its way.
public struct DescentSquares: Hashable, Sendable {
    /// `Σw²` before it.
    public var weight: Double
    /// `Σg²`
    public var gradient: Double
    /// `Σ(Δw)²`: of the weights after it minus those before, which is less than rate·g where that is below the weights' rounding. 0
    /// where it was not asked for.
    public var change: Double

    /// Three sums.
    public init(weight: Double = 0, gradient: Double = 0, change: Double = 0) {
        (self.weight, self.gradient, self.change) = (weight, gradient, change)
    }

    /// Adds what another part of the same step has found out.
    public static func += (sums: inout DescentSquares, part: DescentSquares) {
        sums.weight += part.weight
        sums.gradient += part.gradient
        sums.change += part.change
    }
}
