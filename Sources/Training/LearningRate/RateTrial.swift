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
    /// The same samples after every step, so that what differs is what the step has done; nil where the network says something else of a
    /// sample alone than in its batch.
    private let yardstick: Evaluator?

    /// Samples of that, at most.
    private static let samples = 256

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
        let isAlike = !trainer.network.spec.layers.contains {
            $0.normalizesBatches || $0.chains.joined().contains(where: \.normalizesBatches)
        }
        let same = Self.yardstick(of: data.train)
        yardstick = isAlike ? Evaluator(network: trainer.network, loss: trainer.loss, data: same) : nil
        test = RateTest(present: present, guessing: trainer.guessingLoss, samples: isAlike ? same.count : nil)
    }

    /// Samples of a training set that losses are compared on, from all of it: it may have its classes one after the other.
    static func yardstick(of set: Dataset) -> Dataset {
        let count = min(samples, set.count)
        return set.subset((0..<count).map { $0 * set.count / count })
    }

    /// Makes one step; before the first, the gradient's noise is measured.
    mutating func advance() {
        if made == 0 { test.noise = trainer.measureNoise() }
        trainer.log = InterventionLog(
            rate: RateTest.rate(ofStep: made), optimizer: trainer.optimizer.spec, penalty: trainer.penalty,
            batch: trainer.scenario.batch)
        trainer.finishIteration()
        if let yardstick {
            test.add(yardstick.evaluate(atMost: Self.samples).loss)
        } else if made > 0 {
            // The loss is of the weights that the step before has left.
            test.add(trainer.batchDataLoss)
        }
        made += 1
    }
}
