/// A NaN or an infinity: from there on nothing is learned.
enum NonFinite: DiagnosisRule {
    static let name = "non-finite"
    static let meaning = "a NaN or ∞ has appeared in the input, the loss, a gradient or the weights"

    static func findings(_ facts: RunFacts) -> [Finding] {
        if facts.data.nonFiniteInputs > 0 {
            return [
                Finding(
                    name, .fault, evidence: "\(facts.data.nonFiniteInputs) inputs of the training samples are NaN or ∞",
                    cause: "whatever is computed from such a number is one, too",
                    cures: [Cure("take those samples or columns out of the data")])
            ]
        }
        guard let record = facts.nonFinite else { return [] }
        var cures = [facts.rate(times: 0.1), facts.clipCure]
        let cause: Phrase
        if record.iteration < 0 {
            (cause, cures) = (
                "it was there before training: in the weights that were loaded or drawn",
                [Cure("other first weights", ["initializer": "he"])]
            )
        } else if let scale = InputsUnscaled.largest(facts) {
            cause =
                "inputs as large as \(scale) make sums and gradients as large; each step overshoots farther than the one before"
            cures.insert(InputsUnscaled.cure, at: 0)
        } else if let scale = facts.data.targets.map({ max(abs($0.smallest), abs($0.largest)) }).max(), scale > 100 {
            cause = "targets as large as \(scale) make the error as large; each step overshoots farther than the one before"
            cures.insert(Cure("divide the targets by their spread"), at: 0)
        } else if let first = facts.firstLoss, let guessing = facts.progress.guessing, first > 5 * guessing {
            cause = "the first weights are too large: the loss began at \(first), guessing has \(guessing)"
            cures.insert(Cure("first weights that keep the spread", ["initializer": "he"]), at: 0)
        } else {
            cause = "the steps were too large: each one overshoots farther than the one before, until numbers leave their range"
        }
        return [Finding(name, .fault, evidence: "\(record.description)", cause: cause, cures: cures)]
    }
}
