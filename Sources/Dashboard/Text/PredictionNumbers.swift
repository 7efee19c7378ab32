import Inspection
import TerminalGraphics

/// Outputs and their errors as texts, alike in every pane: two decimals, a third where two of the largest look alike; what is too
/// small for them is told from 0.
struct PredictionNumbers {
    private let decimals: Int
    private let areProbabilities: Bool

    init(_ reading: PredictionProbe.Reading) {
        areProbabilities = reading.areProbabilities
        // The answer is the largest: where the next one looks as large, one digit more tells which it is.
        let format = NumberFormat.fixed(2)
        let largest = reading.actual.filter(\.isFinite).sorted(by: >).prefix(2)
        decimals =
            largest.count == 2 && largest[0] != largest[1] && format.string(largest[0]) == format.string(largest[1]) ? 3 : 2
    }

    /// Columns of a number.
    var width: Int { decimals + 3 }

    private var format: NumberFormat { .fixed(decimals) }
    private var smallest: Double { decimals == 3 ? 0.0005 : 0.005 }

    /// `0.29`; a probability too near to 0 or to 1 for so many decimals: `<0.01`, `>0.99`.
    func value(_ value: Double) -> String {
        // Softmax is never 0, whatever is left of it in a Float.
        guard areProbabilities, value >= 0, value < 1 else { return format.string(isNothing(value) ? 0 : value) }
        return NumberFormat.probability(decimals).string(max(value, .leastNormalMagnitude))
    }

    /// `+0.29`, `−0.80`; `0.00` where nothing is left at so many decimals: it has no sign.
    func error(_ error: Double) -> String { isNothing(error) ? format.string(0.0) : format.signed.string(error) }

    /// True of what is 0 at so many decimals.
    func isNothing(_ value: Double) -> Bool { value.magnitude < smallest }
}
