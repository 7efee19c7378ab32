/// A loss that does not get below guessing.
enum NotLearning: DiagnosisRule {
    static let name = "not-learning"
    static let meaning = "the training loss does not fall, or not below that of the best answer that ignores its input"

    static let isConsequence = true

    static func findings(_ facts: RunFacts) -> [Finding] {
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
}
