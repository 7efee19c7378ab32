import Datasets
import Inspection
import NeuralNetwork

/// A session that can be begun: whatever a scenario can be refused for has been found out, and of the memory only that of the
/// parameters has been taken. So another session can be given up for this one, before it takes the rest, and nothing is lost
/// where this one is refused.
public struct SessionPlan {
    let training: TrainerPlan
    let history: Int
    let checkpointInterval: Int?

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    ///   - history: bytes for checkpoints, at least 1.
    ///   - checkpointInterval: iterations from one checkpoint to the next, at first; nil: what suits the network.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public init(
        _ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil, history: Int = 256 << 20,
        checkpointInterval: Int? = nil
    ) throws {
        precondition(history > 0, "a session goes back in time; a trainer does not")
        training = try TrainerPlan(scenario, data: data, seed: seed, model: model, history: history)
        (self.history, self.checkpointInterval) = (history, checkpointInterval)
    }

    /// False where classes leave outputs without a meaning.
    var hasOutputForEachClass: Bool {
        let outputs = training.network.spec.output.count
        let set = training.data.train
        return !set.hasClasses || outputs == set.classCount || outputs == 1 && set.classCount == 2
    }
}
