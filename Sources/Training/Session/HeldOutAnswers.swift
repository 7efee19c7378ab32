import Datasets
import NeuralNetwork

/// What the network says of the first so many held-out samples.
struct HeldOutAnswers {
    /// The class with the largest output, or that a single output decides for; nil where an output is NaN.
    var answers: [Int?]
    /// How sure it is of it: p where outputs are probabilities, else the output.
    var beliefs: [Float]

    /// Whether a sample is read as what it is.
    func isRight(_ sample: Int, _ set: Dataset) -> Bool { answers[sample] != nil && answers[sample] == set.label(of: sample) }
}

extension Session {
    /// The answers to the first held-out samples, and after how many iterations; nil where outputs are no classes.
    var heldOutAnswers: (value: HeldOutAnswers, iteration: Int)? {
        guard data.heldOut.hasClasses, loss.outputShape.count > 1 || decidesByOneOutput else { return nil }
        return look(\.answers) { evaluator.answers(to: lookSamples) }
    }
}

extension Evaluator {
    /// What the network says of the first `count` samples.
    func answers(to count: Int) -> HeldOutAnswers {
        var found = HeldOutAnswers(answers: [], beliefs: [])
        let width = loss.outputShape.count
        let border = loss.spec.borderOfTwoClasses
        forEachBatch(of: count) { workspace in
            let outputs = loss.probabilities(in: workspace)
            for sample in 0..<workspace.count {
                if width == 1 {
                    let output = outputs[sample]
                    let isSecond = output >= border
                    found.answers.append(output.isNaN ? nil : isSecond ? 1 : 0)
                    // Of the other class it is the rest to 1; of a hinge loss the other sign.
                    found.beliefs.append(isSecond ? output : 2 * border - output)
                    continue
                }
                let row = outputs[sample * width..<(sample + 1) * width]
                let best = row.indices.max { row[$0] < row[$1] } ?? row.startIndex
                let isNumber = !row.contains { $0.isNaN }
                found.answers.append(isNumber ? best - row.startIndex : nil)
                found.beliefs.append(row[best])
            }
        }
        return found
    }

    /// Sends the first `count` samples forward, some at a time.
    func forEachBatch(of count: Int, _ body: (Workspace<Float>) -> Void) {
        var first = 0
        while first < min(count, data.count) {
            workspace.count = min(workspace.capacity, min(count, data.count) - first)
            data.fill(workspace, loss.spec, first..<first + workspace.count)
            network.forward(in: workspace, mode: .eval)
            body(workspace)
            first += workspace.count
        }
    }
}
