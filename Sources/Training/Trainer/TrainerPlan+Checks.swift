import Basics
import Datasets
import Inspection
import NeuralNetwork

extension TrainerPlan {
    /// Refuses what does not fit together, before anything is built.
    static func check(_ network: NetworkSpec, _ loss: LossSpec, _ scenario: Scenario, against data: DatasetPair)
        throws(InputError)
    {
        let outputs = network.output.count
        let wanted = data.train.targetWidth
        if loss.takesClasses {
            guard case .classes = data.train.targets else {
                throw InputError(
                    "loss \(loss.name) with data \(data.train.name)", expected: "classes", found: "vectors as targets",
                    advice: "try --loss mse")
            }
            guard outputs == network.output.last else {
                throw InputError(
                    "network '\(network.text)'", expected: "one answer for a sample", found: "outputs of shape \(network.output)",
                    advice: "put flatten before the last dense")
            }
            guard outputs >= wanted else {
                throw InputError(
                    "network '\(network.text)'", expected: "\(wanted) outputs for the \(wanted) classes of \(data.train.name)",
                    found: "\(outputs)", advice: "end it with dense:\(wanted)")
            }
        } else if !data.train.accepts(outputs: outputs) {
            throw InputError(
                "network '\(network.text)'", expected: "\(wanted) outputs for \(data.train.name)", found: "\(outputs)",
                advice: "end it with dense:\(wanted)")
        }
        let weights = loss.classWeights.count
        guard weights == 0 || weights == outputs else {
            throw InputError(
                "loss '\(loss.text)'", expected: "a weight for each of \(outputs) classes", found: "\(weights)",
                advice: "write weights:\((0..<outputs).map { _ in "1" }.joined(separator: "x"))")
        }
        if network.inputKind == .indices { try checkIndices(network, data.train, data.heldOut) }
        guard data.heldOut.featureCount == data.train.featureCount, data.heldOut.targetWidth == data.train.targetWidth else {
            throw InputError(
                .malformed, "held-out data \(data.heldOut.name)",
                expected: "samples of \(data.train.featureCount) values like \(data.train.name)'s",
                found: "\(data.heldOut.featureCount)")
        }
        try check(scenario.pin, data)
        try scenario.bug?.check(loss, output: network.output, batch: min(scenario.batch, data.train.count))
    }

    private static func check(_ pin: PinnedSample?, _ data: DatasetPair) throws(InputError) {
        switch pin {
        case .ofClass(let label)?:
            guard case .classes = data.train.targets, !data.train.classNames.indices.contains(label) else { return }
            throw InputError(
                "pinned class \(label)", expected: "0 to \(data.train.classCount - 1), the classes of \(data.train.name)",
                found: "\(label)", advice: "try --pin 0")
        case .sample(let sample)?:
            guard !data.has(sample) else { return }
            throw InputError(
                "pinned sample \(sample)",
                expected: "0 to \(data[sample.part].count - 1), the \(sample.part.rawValue) samples of \(data.train.name)",
                found: "\(sample.index)", advice: "try --pin \(sample.part.rawValue):0")
        case .ofFirstBatch?, nil: return
        }
    }

    /// An embedding looks rows up: its input must be their numbers.
    private static func checkIndices(_ network: NetworkSpec, _ sets: Dataset...) throws(InputError) {
        let count = network.layers[0].indexCount ?? 0
        for set in sets {
            guard case .values(let values) = set.features,
                values.allSatisfy({ $0 >= 0 && $0 < Float(count) && $0 == $0.rounded() })
            else {
                throw InputError(
                    "network '\(network.text)'", expected: "data of whole numbers from 0 to \(count - 1) for the embedding",
                    found: "\(set.name) with others")
            }
        }
    }
}
