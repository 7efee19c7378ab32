import Datasets
import Inspection
import NeuralNetwork

/// A run that can be begun: whatever a scenario can be refused for has been found out, and of the memory only that of the
/// parameters has been taken.
struct TrainerPlan {
    let scenario: Scenario
    let data: DatasetPair
    let seed: UInt64
    let model: ModelFile?
    let penalty: PenaltySpec
    let schedule: ScheduleSpec
    /// End of the run.
    let length: RunLength
    let network: Network<Float>
    let order: BatchOrder

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    ///   - history: bytes for going back in time; 0 for a run that only goes forward.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    init(_ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil, history: Int = 0) throws {
        let seed = seed ?? scenario.seed
        try scenario.validate()
        penalty = try scenario.penalty
        let spec = try NetworkSpec(
            input: NetworkSpec.naturalInput(for: scenario.network.layers, data: Shape(data.train.sampleShape)),
            layers: scenario.network.layers, bug: scenario.bug)
        try Self.check(spec, scenario.loss, scenario, against: data)
        try MemoryNeed(scenario, data: data, history: history).check(available: MemoryNeed.machine)
        order = BatchOrder(sampleCount: data.train.count, batchSize: min(scenario.batch, data.train.count), seed: seed)
        length = RunLength(scenario)
        schedule = (scenario.schedule ?? .constant).fitted(toSteps: length.iterations(in: order.epochs))
        network = try Network(spec, initializer: scenario.initializer ?? .he, seed: seed)
        try scenario.weights?.apply(to: network, sampleShape: data.train.sampleShape)
        var model = model
        if let given = model {
            let renamed = try network.load(given.contents, source: given.source)
            if !renamed.isEmpty { model?.remarks.append("tensors by shape and order: \(renamed.joined(separator: ", "))") }
        }
        (self.scenario, self.data, self.seed, self.model) = (scenario, data, seed, model)
    }

    /// Samples in the largest batch.
    var batchCapacity: Int { order.epochs.largestBatch }
}
