/// A network that gets better at its samples and worse at others.
enum Overfitting: DiagnosisRule {
    static let name = "overfitting"
    static let meaning =
        "the loss of held-out samples has risen by a twentieth above its lowest and is a quarter above that of training, which falls"

    /// Held-out loss relative to its lowest above which much has been lost.
    static let considerable = 1.2

    /// … and relative to that of guessing, below which it does not matter.
    static let smallest = 0.15

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard facts.progress.word == .overfitting, let now = facts.heldOut, let best = facts.lowestHeldOut,
            facts.shareOfGuessing ?? 0 < NotLearning.byHeart
        else { return [] }
        // Of a loss that is next to nothing half as much again is next to nothing, too.
        let matters = now.loss > considerable * best.loss && now.loss > smallest * (facts.progress.guessing ?? 0)
        return [
            Finding(
                name, matters ? .warning : .hint,
                evidence:
                    "held-out loss \(now.loss), lowest \(best.loss) at iteration \(best.iteration); mean training loss \(facts.progress.recent ?? .nan) in the last \(facts.progress.window) iterations",
                cause: "\(facts.data.trainCount) training samples are few for this network: it learns them by heart",
                cures: [
                    Cure("stop where the held-out loss is lowest", ["stop": "patience:5"]),
                    Cure("a penalty on large weights", ["l2": "0.001"]),
                    Cure("more samples, or a smaller network"),
                ])
        ]
    }
}
