import Datasets
import Inspection
import NeuralNetwork

/// The gradient check of a scenario: its network in Double, on a few samples of its own data, against central differences.
public struct ScenarioCheck {
    /// The outcome.
    public struct Outcome {
        /// The comparison itself.
        public let report: GradientCheck.Report
        /// Every so manyth element of each tensor was compared.
        public let stride: Int
        /// Parameters and input values that could have been.
        public let elements: Int
        /// Samples in the batch.
        public let samples: Int
        /// The network, as text.
        public let network: String
        /// The loss, as text.
        public let loss: String

        /// True if no element is off by more than `ScenarioCheck.tolerance`.
        public var passes: Bool { report.worstRelativeError <= ScenarioCheck.tolerance }
    }

    /// The relative error up to which an analytic gradient counts as proven.
    public static let tolerance = 1e-7

    private let network: Network<Double>
    private let workspace: Workspace<Double>
    private let loss: LossSpec
    private let penalty: PenaltySpec

    /// Builds the network in Double and fills a batch with the first samples that training would take.
    /// - Parameter model: weights in place of drawn ones.
    /// - Throws: an `InputError` where the scenario does not fit together or to its data.
    public init(_ scenario: Scenario, data: DatasetPair, model: ModelFile? = nil, samples: Int) throws {
        try scenario.validate()
        (loss, penalty) = (scenario.loss, try scenario.penalty)
        let spec = try NetworkSpec(
            input: NetworkSpec.naturalInput(for: scenario.network.layers, data: Shape(data.train.sampleShape)),
            layers: scenario.network.layers, bug: scenario.bug)
        try TrainerPlan.check(spec, loss, scenario, against: data)
        network = try Network(spec, initializer: scenario.initializer ?? .he, seed: scenario.seed)
        if let model { try network.load(model.contents, source: model.source) }
        let count = max(1, min(samples, data.train.count))
        workspace = network.makeWorkspace(capacity: count)
        workspace.randomness = StepRandomness(seed: scenario.seed, iteration: 0)
        workspace.learningRate = scenario.learningRate
        var order = BatchOrder(sampleCount: data.train.count, batchSize: count, seed: scenario.seed)
        data.train.fill(workspace, loss, order.batchIndices(iteration: 0))
    }

    /// Compares.
    /// - Parameter limit: about how many elements to compare, spread evenly over every tensor.
    public func run(atMost limit: Int) -> Outcome {
        let elements = network.parameters.count + workspace.count * network.spec.input.count
        let stride = max(1, (elements + limit - 1) / max(1, limit))
        let check = GradientCheck(network, in: workspace, loss: loss, penalty: penalty)
        return Outcome(
            report: check.run(stride: stride), stride: stride, elements: elements, samples: workspace.count,
            network: network.spec.text,
            loss: loss.text)
    }
}
