import NeuralNetwork

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
        guard facts.isFailing || isSlow(facts), facts.progress.word != .notFinite, let recent = facts.progress.recent else {
            return []
        }
        let (cause, cures) = reason(facts)
        let loss: Phrase = "mean training loss \(recent) in the last \(facts.progress.window) of \(facts.iterations) iterations"
        var finding =
            Finding(
                name, facts.isFailing ? .fault : .warning,
                evidence: facts.progress.guessing.map { "\(loss); guessing has \($0)" } ?? loss, cause: cause,
                cures: cures)
        finding.isExplained = Restraint.of(facts) != nil
        return [finding]
    }

    /// Iterations after which a loss that is still next to that of guessing, and hardly falls, has something in its way.
    static let manyIterations = 1000

    private static func isSlow(_ facts: RunFacts) -> Bool {
        facts.iterations >= manyIterations && (facts.shareOfGuessing ?? 0) > 0.95 && (facts.fall ?? 0) < 0.03
    }

    /// The likeliest cause, and what to try: a setting that holds it back, a memory too short, or what cannot be seen from here.
    private static func reason(_ facts: RunFacts) -> (cause: Phrase, cures: [Cure]) {
        if let restraint = Restraint.of(facts) { return (restraint.cause, [restraint.cure]) }
        let rates = [facts.rate(times: 0.1)] + facts.largerRates(10)
        let labels = Cure("shuffled or wrong labels? look at a few samples")
        let remembering = facts.network.map { $0.role == .recurrent ? $0.remembering : $0.text }
        if remembering != facts.network.map(\.text) {
            return (
                "what it says is no better than the best answer that ignores its input; over many steps of time a plain memory fades, and the error with it",
                [Cure("an LSTM, which can remember", ["network": remembering.joined(separator: ",")])] + rates + [labels]
            )
        }
        return ("what it says is no better than the best answer that ignores its input", rates + [labels])
    }

    /// Something has been learned of the samples, and nothing that holds for others.
    private static func byHeart(_ facts: RunFacts) -> Finding? {
        guard !facts.isFailing, let guessing = facts.progress.guessing, let recent = facts.progress.recent,
            recent < byHeart * guessing, let newest = facts.heldOut, newest.iteration >= fewestIterations,
            let lowest = facts.lowestHeldOut, lowest.loss >= guessing, !readsBetterThanChance(newest, facts)
        else { return nil }
        return Finding(
            name, .warning,
            evidence:
                "mean training loss \(recent) is below guessing, \(guessing); the held-out loss has never been, at best \(lowest.loss)",
            cause:
                "nothing that it has learned of its samples holds for others: labels may be shuffled or wrong, or samples too few",
            cures: [Cure("look at a few samples with their labels"), Cure("more samples, or a smaller network")])
    }

    /// More held-out samples are read right than by always naming the commonest class: what it has learned holds for others, and it is
    /// only too sure of the rest.
    private static func readsBetterThanChance(_ point: HeldOutPoint, _ facts: RunFacts) -> Bool {
        guard let accuracy = point.accuracy, let most = facts.data.classCounts.max(), facts.data.trainCount > 0 else {
            return false
        }
        return accuracy > Double(most) / Double(facts.data.trainCount) + 0.05
    }
}

extension Specification where Family == LayerFamily {
    /// The text of the layer with gates where it is recurrent without any: gates let a state pass many steps unchanged.
    fileprivate var remembering: String {
        guard role == .recurrent, gateCount == 1 else { return text }
        return "lstm(hidden:\(integer("hidden")),returns:\(word("returns")))"
    }
}
