import Basics
import NeuralNetwork

/// A network, a workspace with a reproducible batch in it, and a loss: what most tests of the core start from.
struct Bench<Scalar: NetworkScalar> {
    let network: Network<Scalar>
    let workspace: Workspace<Scalar>
    let loss: LossSpec

    init(
        _ text: String, input: Shape, loss: String, count: Int = 3, seed: UInt64 = 7, initializer: InitializerSpec = .he,
        bug: BugSpec? = nil
    ) throws {
        self.loss = try LossSpec(parsing: loss)
        // Probabilities need an output in (0, 1).
        let layers = try NetworkSpec.layers(parsing: text + (self.loss.name == "binaryCrossEntropy" ? ",sigmoid" : ""))
        let spec = try NetworkSpec(input: input, layers: layers, bug: bug)
        network = try Network(spec, initializer: initializer, seed: seed)
        workspace = network.makeWorkspace(capacity: count)
        workspace.randomness = StepRandomness(seed: seed, iteration: 3)
        var source = RandomSource(seed: seed, 99)
        // Biases, gains and shifts away from their starting values, so that their part in the arithmetic is seen.
        for entry in network.layout.entries where !entry.isWeight {
            for offset in entry.range { network.parameters[offset] += Scalar(source.uniform(-0.3, 0.3)) }
        }
        fill(&source)
    }

    /// Fills input and targets with draws; targets fit the loss (classes, probabilities, ±1 or real values).
    func fill(_ source: inout RandomSource) {
        let indexBound = network.spec.inputKind == .indices ? network.spec.layers[0].integer("count") : 0
        for i in 0..<(workspace.count * network.spec.input.count) {
            workspace.input[i] = indexBound > 0 ? Scalar(source.integer(below: indexBound)) : Scalar(source.uniform(-1.5, 1.5))
        }
        let classes = network.spec.output.last
        for i in workspace.targetClasses.indices { workspace.targetClasses[i] = Int32(source.integer(below: classes)) }
        for row in 0..<(workspace.targetValues.count / classes) {
            let draws = (0..<classes).map { _ in source.uniform(0.05, 0.95) }
            let total = draws.reduce(0, +)
            for (i, draw) in draws.enumerated() {
                switch loss.name {
                case "hinge": workspace.targetValues[row * classes + i] = draw > 0.5 ? 1 : -1
                case "softmaxCrossEntropy": workspace.targetValues[row * classes + i] = Scalar(draw / total)
                default: workspace.targetValues[row * classes + i] = Scalar(draw)
                }
            }
        }
    }

    /// Forward, loss, backward; returns the loss.
    @discardableResult
    func pass(mode: Mode = .train) -> Double {
        let loss = Loss<Scalar>(self.loss, output: network.spec.output, bug: network.spec.bug)
        network.forward(in: workspace, mode: mode)
        let value = loss.value(in: workspace)
        loss.backward(in: workspace)
        network.backward(in: workspace)
        return value
    }
}
