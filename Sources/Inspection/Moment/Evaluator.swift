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

    /// - Returns: the mean loss of a sample; the fraction read right (nil where outputs are no classes); how many samples.
    package func evaluate(atMost limit: Int) -> (loss: Double, accuracy: Double?, samples: Int) {
        let samples = min(limit, data.count)
        var sum = 0.0
        var correct: Int? = data.hasClasses ? 0 : nil
        var first = 0
        while first < samples {
            let count = min(workspace.capacity, samples - first)
            workspace.count = count
            data.fill(workspace, targets, first..<first + count)
            network.forward(in: workspace, mode: .eval)
            let value = loss.value(in: workspace)
            sum += loss.spec.reduction == .sum ? value : value * Double(count)
            let right = workspace.countCorrect(loss.spec, targets, isBinary: data.classCount == 2)
            correct = correct.flatMap { total in right.map { total + $0 } }
            first += count
        }
        return (sum / Double(samples), correct.map { Double($0) / Double(samples) }, samples)
    }
}
