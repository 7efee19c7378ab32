#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

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
        let low = axis.scale == .log ? log10(axis.low) : axis.low
        let high = axis.scale == .log ? log10(axis.high) : axis.high
        // Bounds near the end of the range of numbers may be infinitely far apart: then everything is in the middle.
        factor = (high - low).isFinite ? 1 / (high - low) : 0
        offset = factor == 0 ? 0.5 : -low * factor
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

    /// `low` at 0, `high` at 1, equal ratios equally far apart. Values ≤ 0 are at 0.
    public static func log(_ low: Double, _ high: Double) -> Normalization {
        Normalization(Axis(.log, low, high), isSymmetric: false)
    }

    /// From the smallest to the largest finite value.
    public static func linear(covering values: some Sequence<Float>) -> Normalization {
        Normalization(Axis(.linear, covering: values.lazy.map(Double.init)), isSymmetric: false)
    }

    /// Symmetric, up to the largest finite magnitude.
    public static func symmetric(covering values: some Sequence<Float>) -> Normalization {
        var limit: Float = 0
        for value in values where value.isFinite { limit = max(limit, value.magnitude) }
        return .symmetric(Double(limit))
    }

    /// From the smallest to the largest finite positive value, in ratios.
    public static func log(covering values: some Sequence<Float>) -> Normalization {
        Normalization(Axis(.log, covering: values.lazy.map(Double.init)), isSymmetric: false)
    }

    /// The place of a value, 0 to 1; NaN for NaN.
    public func position(of value: Double) -> Double {
        if value.isNaN { return .nan }
        if axis.scale == .log { return value > 0 ? min(1, max(0, log10(value) * factor + offset)) : 0 }
        if value.isInfinite { return value > 0 ? 1 : 0 }
        return min(1, max(0, value * factor + offset))
    }

    /// How far a value is from the low end, or from zero where the sign counts, 0 to 1; NaN for NaN.
    public func strength(of value: Double) -> Double {
        let position = position(of: value)
        return isSymmetric ? abs(2 * position - 1) : position
    }
}
