/// Steps so small that nothing comes of them in time.
enum LearningRateLow: DiagnosisRule {
    static let name = "learning-rate-low"
    static let meaning =
        "with ten or a hundred times η the loss ends below three fifths of what it does, or no layer's update is more than 3 in 100 000 of its weights"

    static func findings(_ facts: RunFacts) -> [Finding] {
        let adam = Cure("adam with its usual rate", ["optimizer": "adam", "learningRate": "0.001"])
        let cause: Phrase = "each step changes the weights so little that it would take many times as long"
        let largest = facts.layers.compactMap(\.updateRatio).max()
        // Dead units learn at no rate, and where smaller steps help larger ones are no cure.
        guard facts.deadShare < 0.9 else { return [] }
        if let trials = facts.rateTrials {
            guard !(trials.lower.loss < 0.6 * trials.same) else { return [] }
            let share = facts.shareOfGuessing ?? 0
            let isSlow = trials.higher.loss < 0.6 * trials.same || share > 0.75 && trials.higher.loss < 0.9 * trials.same
            guard isSlow else { return [] }
            // A loss that is falling well only begins.
            let isFalling = (facts.fall ?? 0) > 0.03
            return [
                Finding(
                    name, facts.isFailing ? .fault : facts.isLearning || share < 0.7 || isFalling ? .hint : .warning,
                    evidence:
                        "after \(trials.iterations) iterations the loss is \(trials.same), with \(setting: trials.higher.factor)·η it is \(trials.higher.loss)",
                    cause: cause, cures: [facts.rate(times: trials.higher.factor), adam])
            ]
        }
        guard let largest, largest > 0, largest < 3e-5, !facts.isLearning, facts.layers.contains(where: { $0.norm > 1e-5 }) else {
            return []
        }
        return [
            Finding(
                name, facts.severity(), evidence: "‖Δθ‖/‖θ‖ is at most \(largest)", cause: cause,
                cures: facts.largerRates(10, 100) + [adam])
        ]
    }
}
