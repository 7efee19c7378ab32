import Basics
import Inspection
import Training

/// Training steps a second, as `backstep train` makes them: taking the batch, both passes, loss and update.
struct TrainingBench {
    /// The measurements.
    struct Result {
        var microsecondsPerStep: Double
        var samplesPerStep: Double
        /// Mean loss of the last round's batches.
        var finalLoss: Double

        var stepsPerSecond: Double { 1e6 / microsecondsPerStep }
        var samplesPerSecond: Double { stepsPerSecond * samplesPerStep }
    }

    /// Rounds that are measured; their median counts.
    static let rounds = 15
    /// Seconds that a round should take.
    private static let roundSeconds = 0.1

    let trainer: Trainer
    let isInstrumented: Bool

    func run() -> Result {
        if isInstrumented { trainer.startStatistics() }
        let steps = warmUp()
        var times: [Double] = []
        var loss = 0.0
        let samplesBefore = trainer.samplesSeen
        for _ in 0..<Self.rounds {
            loss = 0
            times.append(
                Stopwatch.seconds {
                    for _ in 0..<steps {
                        trainer.finishIteration()
                        loss += trainer.batchLoss
                    }
                })
        }
        let samples = Double(trainer.samplesSeen - samplesBefore) / Double(steps * Self.rounds)
        return Result(
            microsecondsPerStep: times.median / Double(steps) * 1e6, samplesPerStep: samples, finalLoss: loss / Double(steps))
    }

    /// Fills caches and finds out how many steps a round has.
    private func warmUp() -> Int {
        var steps = 1
        while true {
            let seconds = Stopwatch.seconds { for _ in 0..<steps { trainer.finishIteration() } }
            if seconds >= Self.roundSeconds / 2 { return max(1, Int(saturating: Double(steps) * Self.roundSeconds / seconds)) }
            steps *= 2
        }
    }
}
