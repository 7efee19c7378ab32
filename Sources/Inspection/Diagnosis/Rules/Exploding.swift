/// Gradients out of proportion, now or at their peak.
enum Exploding: DiagnosisRule {
    static let name = "exploding"
    static let meaning =
        "∂L/∂θ of a layer is longer than 10 while the loss is above guessing, or the error grows more than tenfold on its way back; or it was so: longer than 30 with a loss five times that of guessing"

    /// ‖∂L/∂θ‖ of a layer that only weights out of proportion have had.
    static let peakAbove = 30.0
    /// Magnitude of an input from which on it makes gradients large.
    static let largeInput = 8.0
    /// The loss relative to guessing that they have had with it.
    static let lossAbove = 5.0

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard let worst = facts.layers.max(by: { $0.peak < $1.peak }) else { return [] }
        var cures: [Cure] {
            [facts.clipCure, Cure("first weights that keep the spread", ["initializer": "he"]), facts.rate(times: 0.1)]
        }
        let isAboveGuessing = facts.shareOfGuessing.map { $0 > 1.1 } ?? facts.isFailing
        let long = facts.layers.filter { $0.norm > GradientVerdict.normAbove }
        if let now = long.max(by: { $0.norm < $1.norm }), isAboveGuessing {
            return [
                Finding(
                    name, facts.severity(), layer: now.column, layers: long.map(\.column),
                    evidence: "‖∂L/∂θ‖ \(now.norm), above \(GradientVerdict.normAbove)",
                    cause: cause(facts), cures: cures)
            ]
        }
        let last = facts.layers.last?.column
        let larger = facts.layers.filter { $0.column != last && ($0.relativeError ?? 0) > GradientVerdict.explodingAbove }
        if let grown = larger.max(by: { ($0.relativeError ?? 0) < ($1.relativeError ?? 0) }) {
            return [
                Finding(
                    name, facts.severity(), layer: grown.column, layers: larger.map(\.column),
                    evidence: "its error is \(grown.relativeError ?? 0) times that of the last layer", cause: cause(facts),
                    cures: cures)
            ]
        }
        guard worst.peak > peakAbove, let highest = facts.highestLoss, let guessing = facts.progress.guessing,
            highest > lossAbove * guessing
        else { return [] }
        return [
            Finding(
                name, facts.isLearning ? .hint : .warning, layer: worst.column,
                evidence: "‖∂L/∂θ‖ has been \(worst.peak); the loss has been \(highest)",
                cause: cause(facts), cures: cures)
        ]
    }

    private static func cause(_ facts: RunFacts) -> Phrase {
        let largest = facts.data.ofInputs.largest
        if largest > largeInput { return "inputs as large as \(largest) make gradients as large" }
        if case .growth = facts.budget.blame {
            return "the weights make the error grow on its way back, by 10 to the \(facts.budget.total)"
        }
        if let first = facts.initialLoss, let guessing = facts.progress.guessing, first > lossAbove * guessing {
            return "the first weights are too large: they make outputs, loss and gradients too large"
        }
        return "steps too large for this loss: each one makes the next one's gradient larger"
    }
}
