import Inspection

/// A learning-rate range test beside the session, from the same bits.
final class RateTask: LongTask {
    private var trial: RateTrial

    init(_ session: Session) throws {
        trial = try RateTrial(
            session.scenarioInForce, data: session.data, seed: session.seed, model: session.model,
            present: session.baseLearningRate,
            goingOnFrom: (Checkpoint(session.network, session.optimizer), session.iterationForChanges))
    }

    func advance(_ driver: SessionDriver, while shouldContinue: () -> Bool) -> Bool {
        while !trial.test.isOver {
            trial.advance()
            if !shouldContinue() { break }
        }
        driver.rateTest = trial.test
        return trial.test.isOver
    }

    /// The curve so far stands, without a suggestion.
    func leave(_ driver: SessionDriver) { driver.rateTest = trial.test }
}
