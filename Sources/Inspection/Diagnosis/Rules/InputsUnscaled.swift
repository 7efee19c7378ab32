/// Inputs so large, so small, or so unequal that no one learning rate suits their weights.
enum InputsUnscaled: DiagnosisRule {
    static let name = "inputs-unscaled"
    static let meaning =
        "an input is larger than 20 or its spread more than 10, or its mean is ten spreads from 0, or all inputs spread less than 0.02, or one spreads fifty times as much as the others"

    static let largestMagnitude = 20.0
    static let largestSpread = 10.0
    static let smallestSpread = 0.02
    static let ratio = 50.0

    static let cure = Cure("subtract each input's mean and divide by its spread (standardize)")

    /// The largest magnitude of an input, where it is too large.
    static func largest(_ facts: RunFacts) -> Double? {
        let largest = facts.data.ofInputs.largest
        return largest > largestMagnitude ? largest : nil
    }

    static func findings(_ facts: RunFacts) -> [Finding] {
        let (inputs, all) = (facts.data.inputs, facts.data.ofInputs)
        guard let widest = all.widest else {
            guard !inputs.isEmpty, facts.data.trainCount >= LabelsUnbalanced.fewestSamples else { return [] }
            return [
                Finding(
                    name, .fault, evidence: "every training sample has the same inputs",
                    cause: "samples that do not differ cannot be told apart", cures: [Cure("look for the mistake in the data")])
            ]
        }
        // A normalization right behind the input does what scaling would.
        let isNormalized = facts.network.first { $0.role != .view }?.role == .normalization
        let (median, place) = (all.median, all.widestPlace)
        let evidence: Phrase
        if largest(facts) != nil {
            let most = all.largestPlace
            evidence =
                inputs.count == 1 || all.areAllLarge
                ? "inputs from \(inputs.map(\.smallest).min() ?? 0) to \(inputs.map(\.largest).max() ?? 0)"
                : "input \(most + 1) goes from \(inputs[most].smallest) to \(inputs[most].largest), the middle one's spread is \(median)"
        } else if widest > largestSpread {
            evidence = "input \(place + 1) has a spread of \(widest)"
        } else if let far = all.farPlace {
            evidence = "input \(far + 1) is \(inputs[far].mean) on average and spreads by \(inputs[far].deviation) only"
        } else if widest < smallestSpread {
            evidence = "no input spreads by more than \(widest)"
        } else if widest > ratio * median, inputs.count <= 64 {
            evidence = "input \(place + 1) has a spread of \(widest), the middle one of \(median)"
        } else {
            return []
        }
        return [
            Finding(
                name, isNormalized ? .hint : facts.isLearning ? .warning : .fault, evidence: evidence,
                cause: widest < smallestSpread
                    ? "∂L/∂w is δ times the input: of inputs that small the weights hardly learn, only the biases do"
                    : "∂L/∂w is δ times the input: weights of large inputs get huge steps, those of the others next to none",
                cures: [cure, Cure("batchnorm as the first layer", ["network": "batchnorm," + facts.network(without: [])])])
        ]
    }
}
