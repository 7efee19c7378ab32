/// A loss that does not get below guessing.
enum NotLearning: DiagnosisRule {
    static let name = "not-learning"
    static let meaning =
        "the training loss does not fall, or not below that of the best answer that ignores its input; or it does, and the held-out loss never has"

    /// Iterations before which a held-out loss says little.
    static let fewestIterations = 200
    /// Training loss relative to guessing that has been learned by heart where the held-out loss has never been below guessing.
    static let byHeart = 0.97

    static let isConsequence = true

    static func findings(_ facts: RunFacts) -> [Finding] {
        if let finding = byHeart(facts) { return [finding] }
        guard facts.isFailing, facts.progress.word != .notFinite, let recent = facts.progress.recent else { return [] }
        let cause: Phrase =
            facts.penaltyShare > 0.5
            ? "most of what is minimized is the penalty on large weights (\(100 * facts.penaltyShare) %): they are kept near 0"
            : "what it says is no better than the best answer that ignores its input"
        let cures =
            facts.penaltyShare > 0.5
            ? [Cure("a smaller penalty", ["l1": "0", "l2": "0"])]
            : [facts.rate(times: 0.1), facts.rate(times: 10), Cure("shuffled or wrong labels? look at a few samples")]
        let loss: Phrase = "mean training loss \(recent) in the last \(facts.progress.window) of \(facts.iterations) iterations"
        return [
            Finding(
                name, .fault, evidence: facts.progress.guessing.map { "\(loss); guessing has \($0)" } ?? loss, cause: cause,
                cures: cures)
        ]
    }

    /// Something has been learned of the samples, and nothing that holds for others.
    private static func byHeart(_ facts: RunFacts) -> Finding? {
        guard !facts.isFailing, let guessing = facts.progress.guessing, let recent = facts.progress.recent,
            recent < byHeart * guessing, let newest = facts.heldOut, newest.iteration >= fewestIterations,
            let lowest = facts.lowestHeldOut, lowest.loss >= guessing
        else { return nil }
        return Finding(
            name, .warning,
            evidence:
                "mean training loss \(recent) is below guessing, \(guessing); the held-out loss has never been, at best \(lowest.loss)",
            cause:
                "nothing that it has learned of its samples holds for others: labels may be shuffled or wrong, or samples too few",
            cures: [Cure("look at a few samples with their labels"), Cure("more samples, or a smaller network")])
    }
}
