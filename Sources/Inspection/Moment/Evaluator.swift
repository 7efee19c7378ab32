import Datasets
import NeuralNetwork

/// Loss (without penalties) and accuracy on held-out samples: forward only, in a workspace of its own, so that training notices
/// nothing.
public final class Evaluator {
    /// Samples for a point of the held-out curve: the first ones, always the same.
    package static let curveSamples = 500
    /// Samples evaluated at a time, at most.
    package static let capacity = 250

    package let network: Network<Float>
    package let loss: Loss<Float>
    package let data: Dataset
    package let workspace: Workspace<Float>
    private let targets: TargetForm

    package init(network: Network<Float>, loss: Loss<Float>, data: Dataset) {
        self.network = network
        self.loss = loss
        self.data = data
        targets = loss.spec.targetForm
        workspace = network.makeWorkspace(
            capacity: min(Self.capacity, data.count), parameterGradients: false, inputGradient: false)
    }

    package func evaluate(atMost limit: Int) -> Evaluation {
        let samples = min(limit, data.count)
        var sum = 0.0
        var correct: Int? = data.hasClasses ? 0 : nil
        var determination =
            !data.hasClasses && targets == .values && !loss.spec.outputIsLogits && loss.spec.outputRange == nil
            ? DeterminationSums(outputs: loss.outputShape.count) : nil
        var first = 0
        while first < samples {
            let count = min(workspace.capacity, samples - first)
            workspace.count = count
            data.fill(workspace, targets, first..<first + count)
            network.forward(in: workspace, mode: .eval)
            let value = loss.value(in: workspace)
            sum += loss.spec.reduction == .sum ? value : value * Double(count)
            if let base = workspace.targetValues.baseAddress {
                determination?.add(count: count, workspace.output.pointer, base)
            }
            let right = workspace.countCorrect(loss.spec, targets, isBinary: data.classCount == 2)
            correct = correct.flatMap { total in right.map { total + $0 } }
            first += count
        }
        return Evaluation(
            loss: sum / Double(samples), accuracy: correct.map { Double($0) / Double(samples) },
            determination: determination?.value,
            samples: samples)
    }
}
