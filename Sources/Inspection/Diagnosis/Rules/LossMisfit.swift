import NeuralNetwork

/// The last layer gives what the loss does not expect.
enum LossMisfit: DiagnosisRule {
    static let name = "loss-misfit"
    static let meaning =
        "the loss has its own softmax or sigmoid and gets squashed outputs, or it needs probabilities and gets anything, or targets lie where the last layer cannot reach"

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard let index = facts.network.lastIndex(where: { $0.role != .view && $0.role != .dropout }) else { return [] }
        let last = facts.network[index]
        var layer: Phrase { "the last layer is \(last.name), the loss \(facts.loss.name)" }
        var without: Cure { Cure("leave out the last \(last.name)", ["network": facts.network(without: [index])]) }
        if facts.loss.outputIsLogits {
            let own = facts.loss.outputIsDistribution ? "softmax" : "sigmoid"
            if last.outputIsDistribution || last.outputRange != nil {
                let twice = last.outputIsDistribution && facts.loss.outputIsDistribution
                return [
                    Finding(
                        name, .fault, evidence: layer,
                        cause: twice
                            ? "softmax is applied twice: the loss has one of its own, so no probability comes near 1 and the error stays small"
                            : "the loss has a \(own) of its own and expects any number; squashed ones leave it little to tell the classes apart by",
                        cures: [without])
                ]
            }
            if let lowest = last.lowestOutput, lowest >= 0 {
                return [
                    Finding(
                        name, .warning, evidence: layer,
                        cause:
                            "the loss has a \(own) of its own and expects any number, and \(last.name) cuts off all below 0: such outputs get no gradient",
                        cures: [without])
                ]
            }
            return []
        }
        if last.outputIsDistribution, facts.outputs == 1 {
            return [
                Finding(
                    name, .fault, evidence: "softmax over a single output", cause: "it is 1 for every input",
                    cures: [Cure("sigmoid in place of softmax", ["network": replacing(index, by: "sigmoid", facts)])])
            ]
        }
        let (low, high) = (last.lowestOutput.map(Double.init), last.outputRange.map { Double($0.upperBound) })
        if let range = facts.loss.outputRange {
            guard (low ?? -.infinity) < range.lowerBound || (high ?? .infinity) > range.upperBound else { return [] }
            return [
                Finding(
                    name, .fault, evidence: layer,
                    cause:
                        "the loss takes logarithms of outputs, which have to be probabilities between 0 and 1; \(last.name) gives others",
                    cures: [
                        Cure("end with a sigmoid", ["network": facts.network(without: []) + ",sigmoid"]),
                        Cure("a loss that takes any number", ["loss": "bceWithLogits"]),
                    ])
            ]
        }
        return targetsOutOfReach(facts, last, index, low, high)
    }

    /// Targets that the last layer's outputs never get to.
    private static func targetsOutOfReach(_ facts: RunFacts, _ last: LayerSpec, _ index: Int, _ low: Double?, _ high: Double?)
        -> [Finding]
    {
        let signs = facts.loss.targetForm == .signs
        let wanted =
            signs
            ? (-1.0, 1.0)
            : (facts.data.targets.map(\.smallest).min() ?? 0, facts.data.targets.map(\.largest).max() ?? 1)
        let slack = 0.05 * (wanted.1 - wanted.0)
        guard wanted.0 < (low ?? -.infinity) - slack || wanted.1 > (high ?? .infinity) + slack else { return [] }
        return [
            Finding(
                name, .fault,
                evidence:
                    "targets from \(wanted.0) to \(wanted.1); \(last.name) gives \(low ?? -.infinity) to \(high ?? .infinity)",
                cause: "the last layer cannot say what it is to say, however long it trains",
                cures: [Cure("leave out the last \(last.name)", ["network": facts.network(without: [index])])])
        ]
    }

    private static func replacing(_ index: Int, by name: String, _ facts: RunFacts) -> String {
        facts.network.indices.map { $0 == index ? name : facts.network[$0].text }.joined(separator: ",")
    }
}
