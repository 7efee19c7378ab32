import Basics
import ElementaryFunctions

/// A labelled place on an axis.
public struct Tick: Hashable, Sendable {
    /// Where it stands.
    public let value: Double
    /// The value as a short text.
    public let label: String
}

extension Axis {
    /// At most `count` ticks at round numbers: multiples of 1, 2 or 5 times a power of ten, or decades on a logarithmic axis
    /// (thinned out where there are too many; with 2s and 5s in between where there is room).
    /// - Parameters:
    ///   - count: how many there may be.
    ///   - wholeNumbers: whether only whole numbers make sense (iterations).
    ///   - glyphs: what labels may be written with.
    public func ticks(atMost count: Int, wholeNumbers: Bool = false, glyphs: GlyphTier = .blocks) -> [Tick] {
        guard count > 0 else { return [] }
        guard scale == .linear else { return logTicks(atMost: count) }
        return linearTicks(atMost: count, wholeNumbers: wholeNumbers, glyphs)
    }

    private func linearTicks(atMost count: Int, wholeNumbers: Bool, _ glyphs: GlyphTier = .blocks) -> [Tick] {
        let step = TickStep.smallest(low, high, atMost: count, wholeNumbers: wholeNumbers)
        let first = step.index(above: low)
        let last = step.index(below: high)
        guard last >= first, last - first < Double(count) else { return [] }
        let values = (0...Int(saturating: last - first)).map { step.value(first + Double($0)) }
        let format = Self.format(for: values, step: step).limited(to: glyphs)
        return values.map { Tick(value: $0, label: format.string($0)) }
    }

    /// Enough digits that neighbours differ, and no more.
    private static func format(for values: [Double], step: TickStep) -> NumberFormat {
        let largest = values.map(abs).max() ?? 0
        if largest >= 1e5 {
            let labels = Set(values.map(NumberFormat.compact.string))
            return labels.count == values.count ? .compact : .integer
        }
        if largest > 0, largest < 1e-3 {
            let digits = Int(saturating: Elementary.log10(largest).rounded(.down)) - step.exponent + 1
            return .scientific(min(17, max(1, digits)))
        }
        return NumberFormat(.fixed(min(17, max(0, -step.exponent))), isGrouped: largest >= 1e4)
    }

    private func logTicks(atMost count: Int) -> [Tick] {
        let first = Int(saturating: (Elementary.log10(low) - 1e-9).rounded(.up))
        let last = Int(saturating: (Elementary.log10(high) + 1e-9).rounded(.down))
        let decades = max(0, last - first + 1)
        if decades > count {
            let step = TickStep.smallest(Double(first), Double(last), atMost: count, wholeNumbers: true)
            let stride = max(1, Int(saturating: step.value(1)))
            return (first...last).filter { $0 % stride == 0 }.map { Self.logTick(1, $0) }
        }
        if decades >= 2, decades * 3 > count { return (first...last).map { Self.logTick(1, $0) } }
        for factors in [[1.0, 2, 5], [1, 5], [1, 2]] {
            let between = (first - 1...max(first - 1, last)).flatMap { exponent in
                factors.map { Self.logTick($0, exponent) }.filter { tick in
                    position(of: tick.value).map { $0 >= -1e-9 && $0 <= 1 + 1e-9 } ?? false
                }
            }
            if between.count >= 2, between.count <= count { return between }
        }
        if decades >= 1 { return (first...last).map { Self.logTick(1, $0) } }
        return linearTicks(atMost: count, wholeNumbers: false).filter { $0.value > 0 }
    }

    private static func logTick(_ factor: Double, _ exponent: Int) -> Tick {
        let value = exponent < 0 ? factor / Elementary.pow(10, Double(-exponent)) : factor * Elementary.pow(10, Double(exponent))
        let isPlain = (-3...3).contains(exponent)
        let format = isPlain ? NumberFormat.fixed(max(0, -exponent)) : NumberFormat.scientific(1)
        return Tick(value: value, label: format.string(value))
    }
}
