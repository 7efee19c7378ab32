/// An error that has next to nothing left when it arrives.
enum Vanishing: DiagnosisRule {
    static let name = "vanishing"
    static let meaning = "the error of a layer is below a thousandth of the last layer's"

    static func findings(_ facts: RunFacts) -> [Finding] {
        let small = facts.layers.filter { ($0.relativeError ?? 1) < GradientVerdict.vanishingBelow && $0.norm > 0 }
        guard let first = small.first, let error = first.relativeError else { return [] }
        let slope = facts.budget.steps.filter { $0.slope < 0 }.min { $0.slope < $1.slope }?.functions.first
        let cause: Phrase
        var cures = [Cure("batchnorm before each activation function", ["network": normalized(facts)])]
        switch facts.budget.blame {
        case _ where facts.layers.contains { $0.copies.of > 1 && 2 * $0.copies.of > $0.copies.units }:
            cause = "neurons that are copies of one another send back errors that cancel each other out"
            cures.insert(Cure("first weights drawn about 0", ["initializer": "he"]), at: 0)
        case .slopes(let share):
            cause =
                "f′ of \(slope?.name ?? "the activation functions") is small in layer after layer: \(100 * share) % of the shrinking"
            // Where it is relu already, its slope is 0 because units are off.
            guard slope?.saturation?.word != "off" else { break }
            cures.insert(
                Cure(
                    "relu in place of \(slope?.name ?? "it") (first weights: he)",
                    ["network": relu(facts), "initializer": "he"]), at: 0)
        case .weights(let share):
            cause = "the weights are too small: Wᵀδ loses \(100 * share) % of the shrinking, layer after layer"
            cures.insert(
                Cure(
                    "first weights that keep the spread",
                    ["initializer": facts.network.contains { $0.saturation?.word == "off" } ? "he" : "xavier"]), at: 0)
        case .nobody, .growth: cause = "it gets a little smaller at each of the layers between"
        }
        return [
            Finding(
                name, facts.severity(), layer: first.column, layers: small.map(\.column),
                evidence:
                    "its error is \(error) of the last layer's\(small.count > 1 ? "; \(small.count) layers are below a thousandth" : "")",
                cause: cause, cures: cures)
        ]
    }

    private static func relu(_ facts: RunFacts) -> String {
        let last = facts.network.lastIndex { $0.saturation != nil } ?? 0
        return facts.network.enumerated().map { index, layer in
            layer.saturation?.word == "saturated" && (index != last || index < facts.network.count - 1) ? "relu" : layer.text
        }.joined(separator: ",")
    }

    private static func normalized(_ facts: RunFacts) -> String {
        facts.network.enumerated().map { index, layer in
            layer.saturation != nil && index < facts.network.count - 1 ? "batchnorm," + layer.text : layer.text
        }.joined(separator: ",")
    }
}
