import Datasets
import Inspection
import NeuralNetwork

/// A range test as it is made: a run of its own goes on from a state, each step with a larger η than the one before. Whoever it is
/// made for notices nothing of it.
struct RateTrial {
    private let trainer: Trainer
    private(set) var test: RateTest
    /// Steps made; of the last one nobody knows yet what it leads to.
    private var made = 0

    /// From the beginning of a run, or from a state of one before an iteration.
    /// - Parameter present: η in force.
    init(
        _ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil, present: Double,
        goingOnFrom state: (Checkpoint, iteration: Int)? = nil
    ) throws {
        var scenario = scenario
        // η follows no schedule here, and nothing ends it early.
        (scenario.schedule, scenario.stop) = (nil, [])
        trainer = try Trainer(scenario, data: data, seed: seed, model: model)
        if let state { trainer.goOn(from: state.0, at: state.iteration) }
        test = RateTest(present: present, guessing: trainer.guessingLoss)
    }

    /// Makes one step; before the first, the gradient's noise is measured.
    mutating func advance() {
        if made == 0 { test.noise = trainer.measureNoise() }
        trainer.log = InterventionLog(rate: RateTest.rate(ofStep: made), optimizer: trainer.optimizer.spec)
        trainer.finishIteration()
        // The loss is of the weights that the step before has left.
        if made > 0 { test.add(trainer.batchDataLoss) }
        made += 1
    }
}
