/// Which value gets which place in a colormap.
public struct Normalization: Hashable, Sendable {
    /// The values at both ends.
    public let axis: Axis
    /// Whether zero is in the middle and the sign counts.
    public let isSymmetric: Bool
    private let offset: Double
    private let factor: Double

    private init(_ axis: Axis, isSymmetric: Bool) {
        self.axis = axis
        self.isSymmetric = isSymmetric
        // Bounds near the end of the range of numbers may be infinitely far apart: then everything is in the middle.
        factor = (axis.high - axis.low).isFinite ? 1 / (axis.high - axis.low) : 0
        offset = factor == 0 ? 0.5 : -axis.low * factor
    }

    /// `low` at 0, `high` at 1, evenly between.
    public static func linear(_ low: Double, _ high: Double) -> Normalization {
        Normalization(Axis(.linear, low, high), isSymmetric: false)
    }

    /// `-limit` at 0, zero at ½, `limit` at 1. A limit of zero, or none, counts as 1.
    public static func symmetric(_ limit: Double) -> Normalization {
        let size = limit.magnitude
        let usable = size.isFinite && size >= .leastNormalMagnitude ? size : 1
        return Normalization(Axis(.linear, -usable, usable), isSymmetric: true)
    }

    /// Symmetric, up to the largest finite magnitude.
    public static func symmetric(covering values: some Sequence<Float>) -> Normalization {
        var limit: Float = 0
        for value in values where value.isFinite { limit = max(limit, value.magnitude) }
        return .symmetric(Double(limit))
    }

    /// The place of a value, 0 to 1; NaN for NaN.
    public func position(of value: Double) -> Double {
        if value.isNaN { return .nan }
        if value.isInfinite { return value > 0 ? 1 : 0 }
        return min(1, max(0, value * factor + offset))
    }

    /// The distance of a value from the low end, or from zero where the sign counts, 0 to 1; NaN for NaN.
    public func strength(of value: Double) -> Double {
        let position = position(of: value)
        return isSymmetric ? abs(2 * position - 1) : position
    }
}
