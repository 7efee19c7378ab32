import ElementaryFunctions

/// The layout of values along a line.
public enum AxisScale: Hashable, Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; only positive values have a place.
    case log
}

/// A finite range of values laid out from 0 to 1. However broken the values it is made from, its bounds are finite and apart.
public struct Axis: Hashable, Sendable {
    /// Linear or logarithmic.
    public let scale: AxisScale
    /// The value at position 0; positive on a logarithmic axis.
    public let low: Double
    /// The value at position 1; above ``low``.
    public let high: Double
    /// The logarithms of the bounds, which every value's position takes; 0 on a linear axis.
    private let logarithms: Bounds

    private struct Bounds: Hashable {
        var low = 0.0
        var high = 0.0
    }

    /// An axis with given bounds. Bounds that are equal, reversed, not finite or (logarithmic) not positive are replaced by
    /// ones near them that are possible.
    public init(_ scale: AxisScale, _ first: Double, _ second: Double) {
        self.scale = scale
        (low, high) = Self.possibleBounds(scale, first, second)
        logarithms = scale == .log ? Bounds(low: Elementary.log(low), high: Elementary.log(high)) : Bounds()
    }

    /// An axis that covers all values that have a place on it; NaN, infinities and (logarithmic) values ≤ 0 are passed over.
    /// Without any such value the bounds are 0 and 1, or 0.1 and 1.
    public init(_ scale: AxisScale, covering values: some Sequence<Double>) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && (scale == .linear || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        self.init(scale, low, high)
    }

    /// The position of a value: 0 at ``low``, 1 at ``high``, beyond them outside. nil for NaN; −∞ for what is below every
    /// place (−∞ itself, and on a logarithmic axis 0 and less).
    public func position(of value: Double) -> Double? {
        if value.isNaN { return nil }
        if value.isInfinite { return value }
        switch scale {
        case .linear:
            // Halves, because the difference of two finite doubles can be infinite.
            return (value / 2 - low / 2) / (high / 2 - low / 2)
        case .log:
            guard value > 0 else { return -.infinity }
            return (Elementary.log(value) - logarithms.low) / (logarithms.high - logarithms.low)
        }
    }

    /// The value at a position.
    public func value(at position: Double) -> Double {
        switch scale {
        case .linear: return low * (1 - position) + high * position
        case .log: return Elementary.exp(logarithms.low * (1 - position) + logarithms.high * position)
        }
    }

    /// The axis with its bounds moved outwards to round numbers, so that there are ticks at both ends (linear only).
    public func expandedToTicks(atMost count: Int) -> Axis {
        guard scale == .linear, count >= 2 else { return self }
        // One step more than fits may be needed on each side.
        for allowed in stride(from: count, through: 2, by: -1) {
            let step = TickStep.smallest(low, high, atMost: allowed)
            let first = step.index(below: low)
            let last = step.index(above: high)
            if last - first + 1 <= Double(count) { return Axis(.linear, step.value(first), step.value(last)) }
        }
        return self
    }

    private static func possibleBounds(_ scale: AxisScale, _ first: Double, _ second: Double) -> (Double, Double) {
        var low = first
        var high = second
        if scale == .log {
            if !(low > 0 && low.isFinite) { low = high > 0 && high.isFinite ? high / 1000 : 0.1 }
            if !(high > 0 && high.isFinite) { high = max(low * 10, low.nextUp) }
            // Below these a third of a number may be 0, which has no place.
            (low, high) = (max(low, .leastNormalMagnitude), max(high, .leastNormalMagnitude))
            if high.isInfinite { high = .greatestFiniteMagnitude }
        } else {
            if !low.isFinite { low = high.isFinite ? high - 1 : 0 }
            if !high.isFinite { high = low + 1 }
        }
        if low > high { swap(&low, &high) }
        // A range too narrow to tell its ends apart is widened, so that a constant curve runs through the middle.
        if scale == .log {
            if high / low < 1 + 1e-9 {
                low = max(low / 3, .leastNormalMagnitude)
                high = min(high * 3, .greatestFiniteMagnitude)
            }
        } else if high / 2 - low / 2 <= max(abs(low), abs(high)) * 1e-12 {
            let margin = low == 0 && high == 0 ? 1 : max(max(abs(low), abs(high)) * 0.1, .leastNormalMagnitude)
            low = max(low - margin, -.greatestFiniteMagnitude)
            high = min(high + margin, .greatestFiniteMagnitude)
        }
        return (low, high)
    }
}
