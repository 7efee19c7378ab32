import Datasets
import NeuralNetwork

/// The network's answers to the first so many held-out samples.
package struct HeldOutAnswers {
    /// The class with the largest output, or that a single output decides for; nil where an output is NaN.
    package var answers: [Int?]
    /// Certainty of each answer: p where outputs are probabilities, else the output.
    package var beliefs: [Float]

    /// Takes the outputs of the next `samples` samples.
    /// - Parameter border: from which value on a single output stands for the second of two classes.
    package mutating func append(_ outputs: [Float], _ samples: Int, border: Float) {
        let width = outputs.count / max(1, samples)
        for sample in 0..<samples {
            if width == 1 {
                let output = outputs[sample]
                let isSecond = output >= border
                answers.append(output.isNaN ? nil : isSecond ? 1 : 0)
                // Of the other class it is the rest to 1; of a hinge loss the other sign.
                beliefs.append(isSecond ? output : 2 * border - output)
                continue
            }
            let row = outputs[sample * width..<(sample + 1) * width]
            let best = row.indices.max { row[$0] < row[$1] } ?? row.startIndex
            let isNumber = !row.contains { $0.isNaN }
            answers.append(isNumber ? best - row.startIndex : nil)
            beliefs.append(row[best])
        }
    }

    /// Whether a sample is read as what it is.
    package func isRight(_ sample: Int, _ set: Dataset) -> Bool {
        answers[sample] != nil && answers[sample] == set.label(of: sample)
    }
}
