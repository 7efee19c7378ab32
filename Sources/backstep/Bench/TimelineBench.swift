import Basics
import Inspection
import NeuralNetwork
import Training

/// Going to random iterations of a long run, against training so many plain steps; and what recording costs while it trains.
struct TimelineBench {
    struct Result {
        var iterations: Int
        var medianSeek: Double
        var worstSeek: Double
        /// As many plain steps as the median seek goes over from the beginning: what going there would cost without checkpoints.
        var plainSteps: Double
        var headlessStepsPerSecond: Double
        var recordedStepsPerSecond: Double
        var checkpoints: Int
        /// The time that recording adds to a step's, as a fraction of it.
        var recordingCost: Double { headlessStepsPerSecond / recordedStepsPerSecond - 1 }
    }

    /// Rounds of the comparison; both train through the same iterations in turns, so that a busy moment of the machine falls on
    /// both.
    private static let rounds = 50

    let iterations: Int
    let seeks: Int
    let makeTrainer: () throws -> Trainer
    let makeSession: () throws -> Session

    func run() throws -> Result {
        let headless = try makeTrainer()
        let session = try makeSession()
        var rates: [(headless: Double, recorded: Double)] = []
        let perRound = max(1, iterations / Self.rounds)
        while session.completedIterations < iterations {
            let count = min(perRound, iterations - session.completedIterations)
            rates.append(
                (
                    Self.seconds(count) { headless.finishIteration() } / Double(count),
                    Self.seconds(count) { session.finishIteration(observed: false) } / Double(count)
                ))
        }
        var source = RandomSource(seed: 7)
        var times: [Double] = []
        var targets: [Int] = []
        for _ in 0..<seeks {
            let target = source.integer(below: iterations + 1)
            let start = Stopwatch.now
            session.move(to: session.machine.end(ofIteration: target - 1))
            times.append(Stopwatch.now - start)
            targets.append(target)
        }
        let perStep = rates.map(\.headless).median
        return Result(
            iterations: iterations, medianSeek: times.median, worstSeek: times.max() ?? 0,
            plainSteps: targets.map(Double.init).median * perStep, headlessStepsPerSecond: 1 / perStep,
            recordedStepsPerSecond: 1 / (perStep * rates.map { $0.recorded / $0.headless }.median),
            checkpoints: session.checkpointCount)
    }

    private static func seconds(_ count: Int, _ finishIteration: () -> Void) -> Double {
        let start = Stopwatch.now
        for _ in 0..<count { finishIteration() }
        return Stopwatch.now - start
    }
}
