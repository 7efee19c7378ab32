import Datasets
import Inspection
import NeuralNetwork

/// A session that can be begun: whatever a scenario can be refused for has been found out, and of the memory only that of the
/// parameters has been taken. So another session can be given up for this one, before it takes the rest, and nothing is lost
/// where this one is refused.
public struct SessionPlan {
    let scenario: Scenario
    let data: DatasetPair
    let seed: UInt64
    let model: ModelFile?
    let history: Int
    let checkpointInterval: Int?
    let penalty: PenaltySpec
    let schedule: ScheduleSpec
    /// Completed iterations at which the run stops by itself.
    let finalIteration: Int
    let network: Network<Float>
    let order: BatchOrder

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    ///   - history: bytes for checkpoints; 0 keeps neither checkpoints nor per-iteration metrics.
    ///   - checkpointInterval: iterations from one checkpoint to the next, at first; nil: what suits the network.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public init(
        _ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil, history: Int = 256 << 20,
        checkpointInterval: Int? = nil
    ) throws {
        let seed = seed ?? scenario.seed
        try scenario.validate()
        penalty = try scenario.penalty
        let spec = try NetworkSpec(
            input: NetworkSpec.naturalInput(for: scenario.network.layers, data: Shape(data.train.sampleShape)),
            layers: scenario.network.layers)
        try Self.check(spec, scenario.loss, scenario, against: data)
        try MemoryNeed(scenario, data: data, history: history).check(available: MemoryNeed.machine)
        order = BatchOrder(sampleCount: data.train.count, batchSize: min(scenario.batch, data.train.count), seed: seed)
        finalIteration = Self.runLength(scenario, scenario.stop, perEpoch: order.batchesPerEpoch)
        schedule = (scenario.schedule ?? .constant).fitted(toSteps: finalIteration)
        network = try Network(spec, initializer: scenario.initializer ?? .he, seed: seed)
        if let model { try network.load(model.contents, source: model.source) }
        (self.scenario, self.data, self.seed, self.model) = (scenario, data, seed, model)
        (self.history, self.checkpointInterval) = (history, checkpointInterval)
    }

    /// False where classes leave outputs without a meaning.
    var hasOutputForEachClass: Bool {
        let outputs = network.spec.output.count
        return !data.train.hasClasses || outputs == data.train.classCount || outputs == 1 && data.train.classCount == 2
    }
}
