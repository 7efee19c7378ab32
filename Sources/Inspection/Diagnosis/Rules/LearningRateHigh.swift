/// Steps so large that they overshoot.
enum LearningRateHigh: DiagnosisRule {
    static let name = "learning-rate-high"
    static let meaning =
        "with a tenth or a hundredth of η the loss ends below three fifths of what it does, or the loss rises above where it began, or jumps to three times guessing"

    static func findings(_ facts: RunFacts) -> [Finding] {
        var cures: [Cure] {
            [
                facts.rate(times: 0.1), facts.rate(times: 0.01),
                Cure("adam with its usual rate", ["optimizer": "adam", "learningRate": "0.001"]),
            ]
        }
        if let trials = facts.rateTrials, trials.lower.loss.isFinite, !(trials.lower.loss >= 0.6 * trials.same) {
            // A rate that halves the loss of a run with much left to learn matters in one that learns, too.
            let isMuch = trials.lower.loss < 0.5 * trials.same && (facts.shareOfGuessing ?? 1) > 0.2
            return [
                Finding(
                    name, facts.isFailing || !trials.same.isFinite ? .fault : isMuch || !facts.isLearning ? .warning : .hint,
                    evidence:
                        "after \(trials.iterations) iterations the loss is \(trials.same), with η/\(setting: 1 / trials.lower.factor) it is \(trials.lower.loss)",
                    cause: "each step goes beyond the bottom of the valley and up its other side",
                    cures: [facts.rate(times: trials.lower.factor)] + cures.dropFirst(2))
            ]
        }
        guard let first = facts.firstLoss, let highest = facts.highestLoss else { return [] }
        let recent = facts.progress.recent ?? first
        let floor = max(first, facts.progress.guessing ?? first)
        guard
            (facts.progress.word == .worsening && facts.rateTrials == nil) || recent > 1.5 * floor
                || (highest > 3 * floor && facts.isFailing)
        else { return [] }
        return [
            Finding(
                name, facts.isFailing ? .fault : .warning,
                evidence: "the loss began at \(first), has been \(highest) and is \(recent)",
                cause: "each step goes beyond the bottom of the valley and up its other side", cures: cures)
        ]
    }
}
