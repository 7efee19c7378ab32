/// A gradient of nothing in every layer.
enum AtRest: DiagnosisRule {
    static let name = "at-rest"
    static let meaning = "∂L/∂θ of every layer is shorter than 0.00001"

    static let isConsequence = true

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard !facts.layers.isEmpty, facts.layers.allSatisfy({ $0.norm < 1e-5 }), facts.iterations > 0 else { return [] }
        let largest = facts.layers.map(\.norm).max() ?? 0
        let isGood = facts.isLearning || (facts.shareOfGuessing ?? 1) < 0.1
        return [
            Finding(
                name, isGood ? .hint : facts.isFailing ? .fault : .warning,
                evidence: "‖∂L/∂θ‖ is at most \(largest) in every layer",
                cause: isGood
                    ? "there is next to nothing left to learn from these samples"
                    : "the loss is flat here: a plateau, or the best that this network can do",
                cures: isGood
                    ? [] : [Cure("other first weights: another seed", ["seed": "2"]), Cure("more neurons, or another layer")])
        ]
    }
}
