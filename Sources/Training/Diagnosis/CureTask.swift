import Basics
import Inspection
import NeuralNetwork

/// Cures being tried in lockstep: the run as it is and each cure do one iteration after the other, in networks of their own, so that
/// all can be watched as they part. The session notices nothing.
final class CureTask: LongTask {
    /// Iterations that tell the difference in most runs.
    private static let planned = 400
    /// Cures tried at once, at most.
    private static let most = 6
    /// Held-out samples that each is judged by in the end, at most.
    private static let heldOutSamples = 500

    private let present: Runner
    private let runners: [Runner]
    private var trials: CureTrials

    /// A run of one cure.
    private final class Runner {
        let trainer: Trainer
        let guessing: Double?
        /// Losses of the newest iterations, from the oldest on.
        private var losses: [Double] = []
        private(set) var isBroken = false
        private var hasStopped = false

        init(_ trainer: Trainer) { (self.trainer, guessing) = (trainer, trainer.guessingLoss) }

        func goOn(keeping count: Int) {
            guard !isBroken, !hasStopped else { return }
            trainer.finishIteration()
            // A cure may be to stop earlier.
            hasStopped = trainer.completedIterations != trainer.finalIteration && trainer.reasonToStop != nil
            isBroken = !trainer.batchDataLoss.isFinite
            losses.append(trainer.batchDataLoss)
            if losses.count > count { losses.removeFirst(losses.count - count) }
        }

        /// Looks at held-out samples, once all is done.
        func end() -> CureOutcome {
            guard !isBroken, !losses.isEmpty else { return CureOutcome() }
            let look = trainer.evaluator.evaluate(atMost: CureTask.heldOutSamples)
            return CureOutcome(
                loss: losses.reduce(0, +) / Double(losses.count), heldOut: look.loss, accuracy: look.accuracy,
                samples: min(CureTask.heldOutSamples, trainer.data.heldOut.count), guessing: guessing)
        }

        func fill(_ row: inout CureTrials.Row) {
            row.isBroken = isBroken
            row.loss = isBroken || losses.isEmpty ? nil : losses.reduce(0, +) / Double(losses.count)
            row.firstNorm = trainer.trainable.first.flatMap { layer in
                trainer.workspace.gradients.map { Norms.euclidean($0.values(trainer.network.parameterRange(ofLayer: layer))) }
            }
        }
    }

    /// - Returns: nil where nothing has been found that a setting cures.
    init?(_ session: Session) throws {
        let scenario = session.scenarioInForce
        let state = Checkpoint(session.network, session.optimizer)
        let iteration = session.iterationForChanges
        func runner(_ scenario: Scenario, goesOn: Bool) throws -> Runner {
            let trainer = try Trainer(scenario, data: session.data, seed: session.seed, model: session.model)
            if goesOn { trainer.goOn(from: state, at: iteration) }
            return Runner(trainer)
        }
        var (rows, made, seen): ([CureTrials.Row], [Runner], Set<[String: String]>) = ([], [], [])
        for finding in Diagnosis(session.facts).findings {
            for cure in finding.cures
            where rows.count < Self.most && !cure.settings.isEmpty && seen.insert(cure.settings).inserted {
                // A network that does not fit its data is no cure.
                guard let changed = try? scenario.applying(cure), let runner = try? runner(changed, goesOn: cure.isChange) else {
                    continue
                }
                rows.append(CureTrials.Row(rule: finding.rule, cure: cure))
                made.append(runner)
            }
        }
        guard !rows.isEmpty else { return nil }
        present = try runner(scenario, goesOn: true)
        runners = made
        trials = CureTrials(planned: Self.planned, present: CureTrials.Row(cure: Cure("as it is")), rows: rows)
    }

    func advance(_ driver: SessionDriver, while shouldContinue: () -> Bool) -> Bool {
        while !trials.isOver {
            for runner in [present] + runners { runner.goOn(keeping: max(1, trials.planned / 10)) }
            trials.iterations += 1
            if !shouldContinue() { break }
        }
        show(driver)
        return trials.isOver
    }

    /// The table so far stands, and says that it is not all.
    func leave(_ driver: SessionDriver) { show(driver) }

    private func show(_ driver: SessionDriver) {
        present.fill(&trials.present)
        for index in runners.indices { runners[index].fill(&trials.rows[index]) }
        if trials.isOver, trials.present.end == nil {
            trials.present.end = present.end()
            for index in runners.indices { trials.rows[index].end = runners[index].end() }
        }
        driver.cures = trials
    }
}
