/// Layers of which only biases learn.
enum BiasOnly: DiagnosisRule {
    static let name = "bias-only"
    static let meaning = "every ∂L/∂w of a layer is 0, and ∂L/∂b is not"

    static func findings(_ facts: RunFacts) -> [Finding] {
        let found = facts.layers.filter { !$0.reachesWeights && $0.norm > 0 }
        return found.prefix(1).map { layer in
            Finding(
                name, facts.severity(), layer: layer.column, layers: found.map(\.column),
                evidence: "∂L/∂w is 0 for all weights of the layer",
                cause: "∂L/∂w is δ times the input, and every input of the layer is 0 for every sample",
                cures: [Cure("first weights about 0", ["initializer": "he"]), facts.rate(times: 0.1)])
        }
    }
}
