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
    /// for hinge twice the margin for each of the rarer sign; no other constant does better there.
    /// - Returns: nil where the network's outputs are not what the targets are, and where a constant makes no mistake (hinge
    ///   without a margin).
    package static func loss(_ loss: Loss<Float>, of data: Dataset) -> Double? {
        let width = loss.outputShape.count
        guard data.count > 0, width > 0, data.accepts(outputs: width) else { return nil }
        let targets = loss.spec.targetForm
        let rows = Rows(data, width, no: targets == .signs ? -1 : 0)
        // Hinge is content at its margin.
        let reach = targets == .signs ? Float(loss.spec.number("margin")) : 1
        let candidates: [[Float]] = [
            rows.means, rows.means.map { Elementary.log(max($0, 1e-30)) },
            rows.means.map { Elementary.log(max($0, 1e-30)) - Elementary.log(max(1 - $0, 1e-30)) },
            rows.medians.map { $0 * reach },
        ]
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
