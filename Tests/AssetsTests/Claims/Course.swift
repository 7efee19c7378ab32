import Inspection
import Training

/// A training that a claim speaks of: a scenario as it is, or with something changed.
struct Course: Hashable, Sendable {
    /// Another scenario than the claim's own.
    var scenario: String?
    /// Lines of YAML that differ from the scenario.
    var changes: String
    /// Whether clipping is left out.
    var isUnclipped = false
    var iterations: Int
    /// From which iteration on, and at which learning rate, it goes on; as `[` does.
    var slowdown: Slowdown?

    struct Slowdown: Hashable, Sendable {
        var after: Int
        var learningRate: Double
    }

    init(
        _ iterations: Int, of scenario: String? = nil, with changes: String = "", isUnclipped: Bool = false,
        slowdown: Slowdown? = nil
    ) {
        (self.scenario, self.changes, self.isUnclipped) = (scenario, changes, isUnclipped)
        (self.iterations, self.slowdown) = (iterations, slowdown)
    }

    /// - Parameter looks: how often the held-out loss is written down on the way.
    func train(_ name: String, seed: UInt64, looks: Int) throws -> Outcome {
        var failure: (any Error)?
        let trial = try Trial(scenario ?? name) { scenario in
            do { if !changes.isEmpty { scenario = try scenario.changed(byYAML: changes, source: "claim") } } catch {
                failure = error
            }
            if isUnclipped { scenario.clip = nil }
            scenario.seed = seed
        }
        if let failure { throw failure }
        let outcome = Outcome(trial: trial, beliefBefore: trial.belief)
        var marks = Set((1...max(1, looks)).map { iterations * $0 / max(1, looks) })
        if let slowdown { marks.insert(slowdown.after) }
        for mark in marks.sorted() {
            outcome.losses += trial.train(mark - outcome.losses.count)
            if looks > 0 { outcome.heldOutLosses.append(trial.heldOut.loss) }
            if mark == slowdown?.after, let rate = slowdown?.learningRate { trial.session.setLearningRate(rate) }
        }
        return outcome
    }
}

/// What came of a course.
final class Outcome {
    let trial: Trial
    /// How much the network believed in the pinned sample's class before training.
    let beliefBefore: Double
    /// Of each batch.
    var losses: [Double] = []
    /// At the looks on the way, the last one at the end.
    var heldOutLosses: [Double] = []

    init(trial: Trial, beliefBefore: Double) {
        (self.trial, self.beliefBefore) = (trial, beliefBefore)
    }
}
