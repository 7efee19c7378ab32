import Basics
import ElementaryFunctions

/// A round distance between ticks: 1, 2 or 5 times a power of ten.
struct TickStep: Hashable {
    /// 1, 2 or 5.
    var factor: Double
    /// The power of ten.
    var exponent: Int

    /// The next larger one: 1 → 2 → 5 → 10.
    var next: TickStep {
        switch factor {
        case 1: return TickStep(factor: 2, exponent: exponent)
        case 2: return TickStep(factor: 5, exponent: exponent)
        default: return TickStep(factor: 1, exponent: exponent + 1)
        }
    }

    /// The multiple of the step with this number. Below 1 it is a quotient of whole numbers, which rounds once: 3 · 0.1 is 0.3.
    func value(_ index: Double) -> Double {
        exponent < 0
            ? index * factor / Elementary.pow(10, Double(-exponent)) : index * factor * Elementary.pow(10, Double(exponent))
    }

    /// The last multiple at or below a value (a hair above it counts as at it).
    func index(below value: Double) -> Double { (value / self.value(1) + 1e-9).rounded(.down) }

    /// The first multiple at or above a value (a hair below it counts as at it).
    func index(above value: Double) -> Double { (value / self.value(1) - 1e-9).rounded(.up) }

    /// The smallest step with at most `count` multiples in a range.
    static func smallest(_ low: Double, _ high: Double, atMost count: Int, wholeNumbers: Bool = false) -> TickStep {
        let count = Double(max(1, count))
        let rough = max((high / count - low / count) / 2, .leastNormalMagnitude)
        var step = TickStep(factor: 1, exponent: max(-300, Int(saturating: Elementary.log10(rough).rounded(.down))))
        if wholeNumbers, step.exponent < 0 { step = TickStep(factor: 1, exponent: 0) }
        while step.exponent < 307, step.index(below: high) - step.index(above: low) + 1 > count { step = step.next }
        return step
    }
}
