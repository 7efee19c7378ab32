import Inspection

extension Doctor {
    /// A range test from the beginning of the run, and the noise of the gradient there and later: it grows as a network learns.
    public struct RateReport: Sendable {
        /// Losses over η, and what follows from them.
        public var test: RateTest
        /// Noise after some training with the scenario's own η; nil where that breaks the network.
        public var later: GradientNoise?
    }

    /// Iterations before the noise is measured once more …
    private static let iterationsBeforeNoise = 500
    /// … and seconds of one core that they may take.
    private static let secondsBeforeNoise = 3.0

    /// Tries learning rates, and measures the gradient's noise.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public func tryRates() throws -> RateReport {
        var trial = try RateTrial(scenario, data: data, model: model, present: scenario.learningRate)
        while !trial.test.isOver { trial.advance() }
        let trainer = try Trainer(scenario, data: data, model: model)
        let clock = ProcessorClock()
        while trainer.completedIterations < Self.iterationsBeforeNoise, clock.seconds < Self.secondsBeforeNoise,
            trainer.completedIterations == 0 || trainer.batchDataLoss.isFinite
        {
            trainer.finishIteration()
        }
        return RateReport(test: trial.test, later: trainer.measureNoise())
    }
}
