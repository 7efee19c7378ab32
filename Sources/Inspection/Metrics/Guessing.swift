import Datasets
import ElementaryFunctions
import NeuralNetwork

/// The loss of a network that does not look at its input: below it something has been learned.
package enum Guessing {
    /// Samples that vector targets are looked at of, at most.
    private static let sampleLimit = 10_000

    /// The mean loss of one sample, without penalties, of the best constant output: the shares of the classes or the targets'
    /// mean, as the loss takes them (itself, its logarithm, its logit), or the targets' median. For the entropies that is the
    /// targets' own entropy, for mean squared error their variance, for mean absolute error the mean distance from the median,
    /// for hinge twice the margin for each of the rarer sign; no other constant does better there. Where the loss says that it is
    /// none of these, it is searched for each output.
    /// - Returns: nil where the network's outputs are not what the targets are, and where a constant makes no mistake (hinge
    ///   without a margin).
    package static func loss(_ loss: Loss<Float>, of data: Dataset) -> Double? {
        let width = loss.outputShape.count
        guard data.count > 0, width > 0, data.accepts(outputs: width) else { return nil }
        let targets = loss.spec.targetForm
        let rows = Rows(data, width, no: targets == .signs ? -1 : 0)
        // Hinge is content at its margin.
        let reach = targets == .signs ? Float(loss.spec.number("margin")) : 1
        var candidates: [[Float]] = [
            rows.means, loss.spec.bestShares(rows.means).map { Elementary.log(max($0, 1e-30)) },
            rows.means.map { Elementary.log(max($0, 1e-30)) - Elementary.log(max(1 - $0, 1e-30)) },
            rows.medians.map { $0 * reach },
        ]
        if loss.spec.bestConstantIsSearched { candidates.append(rows.searched(loss.spec)) }
        let losses = candidates.map { output in
            rows.all.reduce(0.0) { $0 + $1.weight * value(loss, output, $1) }
        }
        return losses.filter(\.isFinite).min().flatMap { $0 > 0 ? $0 : nil }
    }

    private static func value(_ loss: Loss<Float>, _ output: [Float], _ row: Row) -> Double {
        output.withUnsafeBufferPointer { output in
            row.target.withUnsafeBufferPointer { values in
                withUnsafePointer(to: row.label) { label in
                    guard let output = output.baseAddress, let values = values.baseAddress else { return .nan }
                    return loss.value(count: 1, output: output, Targets(classes: label, values: values))
                }
            }
        }
    }

    /// The place of the lowest value of a function that falls, then rises, within an interval: by golden section.
    private static func minimum(of function: (Float) -> Double, in interval: ClosedRange<Float>) -> Float {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (Double(interval.lowerBound), Double(interval.upperBound))
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atLeft, atRight) = (function(Float(left)), function(Float(right)))
        // Each turn leaves 0.62 of the interval: after 40 of them 4 parts in 10⁹, less than Float can tell.
        for _ in 0..<40 {
            if atLeft <= atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - ratio * (high - low)
                atLeft = function(Float(left))
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + ratio * (high - low)
                atRight = function(Float(right))
            }
        }
        return Float((low + high) / 2)
    }

    /// A target, and how large a share of the samples has it.
    private struct Row {
        var label: Int32 = 0
        var target: [Float]
        var weight: Double
    }

    private struct Rows {
        var all: [Row] = []
        var means: [Float]
        var medians: [Float]

        /// The best constant of each output by itself, somewhere between its smallest and its largest target.
        func searched(_ spec: LossSpec) -> [Float] {
            let one = Loss<Float>(spec, output: [1])
            return means.indices.map { place in
                let targets = all.map { $0.target[place] }
                guard let low = targets.min(), let high = targets.max() else { return means[place] }
                return targets.withUnsafeBufferPointer { targets in
                    minimum(of: { weighted(one, of: $0, targets) }, in: low...high)
                }
            }
        }

        /// The mean loss of a constant against the targets of one output.
        private func weighted(_ loss: Loss<Float>, of constant: Float, _ targets: UnsafeBufferPointer<Float>) -> Double {
            guard let base = targets.baseAddress else { return .nan }
            return withUnsafePointer(to: constant) { output in
                withUnsafePointer(to: Int32(0)) { label in
                    all.indices.reduce(0.0) { sum, row in
                        sum + all[row].weight
                            * loss.value(count: 1, output: output, Targets(classes: label, values: base + row))
                    }
                }
            }
        }

        /// - Parameter no: the target of an output whose class it is not.
        init(_ data: Dataset, _ width: Int, no: Float) {
            switch data.targets {
            case .classes(let classes):
                var counts = [Int](repeating: 0, count: data.classCount)
                for label in classes { counts[Int(label)] += 1 }
                for (label, count) in counts.enumerated() where count > 0 {
                    let target = width == 1 ? [label == 0 ? no : 1] : (0..<width).map { $0 == label ? 1 : no }
                    all.append(Row(label: Int32(label), target: target, weight: Double(count) / Double(classes.count)))
                }
            case .vectors(let values, _):
                let count = min(data.count, sampleLimit)
                all = (0..<count).map { row in
                    Row(target: Array(values[row * width..<(row + 1) * width]), weight: 1 / Double(count))
                }
            }
            means = (0..<width).map { [all] place in Float(all.reduce(0) { $0 + $1.weight * Double($1.target[place]) }) }
            medians = (0..<width).map { [all] place in
                let sorted = all.sorted { $0.target[place] < $1.target[place] }
                var below = 0.0
                for row in sorted {
                    below += row.weight
                    if below >= 0.5 { return row.target[place] }
                }
                return sorted.last?.target[place] ?? 0
            }
        }
    }
}
