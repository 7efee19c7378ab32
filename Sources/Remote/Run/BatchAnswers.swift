import ElementaryFunctions
import Inspection
import NeuralNetwork

/// The answers of a network that is computed elsewhere to one recorded batch, beside those that the loss wanted.
struct BatchAnswers: Sendable {
    /// Rows of outputs: one a sample, or of sequences one a place.
    let count: Int
    let width: Int
    private let outputs: [Double]
    private let known: KnownLoss
    private let isOfLogarithms: Bool
    /// Rows that belong to one sample.
    private let places: Int

    /// The reason why there are no answers.
    struct Refusal: Error { let text: String }

    init(_ record: RecordedStep) throws(Refusal) {
        let (output, slope) = (WholeStep.Tensor.output.rawValue, WholeStep.Tensor.outputGradient.rawValue)
        guard let outputs = record.values[output], let gradient = record.values[slope], let shape = record.shapes[output],
            shape.count >= 2, outputs.count == gradient.count, let width = shape.last, width > 0, outputs.count >= width
        else { throw Refusal(text: "the network’s outputs are too many to be sent, or not one tensor") }
        let count = outputs.count / width
        var found: (KnownLoss, Bool)?
        for isOfLogarithms in [false, true] where found == nil {
            found = KnownLoss(outputs: outputs, gradient: gradient, count: count, isOfLogarithms: isOfLogarithms).map {
                ($0, isOfLogarithms)
            }
        }
        guard let (known, isOfLogarithms) = found else {
            throw Refusal(text: "the loss is none that can be told from its gradient: targets are not known")
        }
        (self.count, self.width, self.outputs, self.known, self.isOfLogarithms) = (count, width, outputs, known, isOfLogarithms)
        places = max(1, count / max(1, shape[0]))
    }

    /// Samples of the batch.
    var samples: Int { count / places }

    /// The answer to one sample; of a sequence that to its last place.
    func reading(_ sample: Int) -> PredictionProbe.Reading {
        reading(row: min(max(0, sample), samples - 1) * places + places - 1)
    }

    private func reading(row: Int) -> PredictionProbe.Reading {
        let values = Array(outputs[row * width..<(row + 1) * width])
        let names = (0..<width).map(String.init)
        guard let classes = known.classes else {
            let actual = values.map { 1 / (1 + Elementary.exp(-$0)) }
            let desired = known.values[row * width..<(row + 1) * width].map(Double.init)
            // −ln of the share that the right answer has, from z itself: near 1 a share has lost its digits.
            let losses = zip(values, desired).map { z, y in max(z, 0) - z * y + Elementary.log1p(Elementary.exp(-abs(z))) }
            return PredictionProbe.Reading(
                names: names, actual: actual, desired: desired, loss: losses.reduce(0, +) / Double(width),
                areProbabilities: false, answer: Self.largest(actual))
        }
        let logarithms = isOfLogarithms ? values : CoreNetwork.logSoftmax(values, width)
        let actual = logarithms.map { Elementary.exp($0) }
        let target = Int(classes[row])
        return PredictionProbe.Reading(
            names: names, actual: actual, desired: (0..<width).map { $0 == target ? 1 : 0 }, loss: -logarithms[target],
            areProbabilities: true, answer: Self.largest(actual))
    }

    private static func largest(_ values: [Double]) -> Int? {
        values.count > 1 && values.allSatisfy { !$0.isNaN } ? values.indices.max { values[$0] < values[$1] } : nil
    }

    /// Mean loss of the batch.
    var meanLoss: Double {
        (0..<count).reduce(0) { $0 + reading(row: $1).loss } / Double(count)
    }

    /// The class that a sample is; nil of answers that are no classes.
    func label(of sample: Int) -> Int? {
        known.classes.map { Int($0[min(max(0, sample), samples - 1) * places + places - 1]) }
    }
}
