import Inspection
import NeuralNetwork

extension Trainer {
    /// Writes down that the loss of an iteration is not finite, with the first number that is not: a weight that the iteration
    /// began with, the input, or the output of the first layer that has one.
    func noteNonFinite(in iteration: Int) {
        if let layer = firstLayerOfNonFiniteWeights {
            nonFinite = record(.weights, layer, in: iteration - 1, noticed: iteration)
        } else if let index = (0...network.layers.count).first(where: { !workspace.activation($0).buffer.allSatisfy(\.isFinite) })
        {
            nonFinite = record(index == 0 ? .input : .output, index == 0 ? nil : index - 1, in: iteration, noticed: iteration)
        } else {
            nonFinite = record(.loss, nil, in: iteration, noticed: iteration)
        }
    }

    /// Writes down that the gradient of a layer is not finite.
    func noteNonFiniteGradient(ofLayer layer: Int, in iteration: Int) {
        nonFinite = record(.gradient, layer, in: iteration, noticed: iteration)
    }

    /// Looks at weights that were loaded: what is not finite in them was so before training.
    func noteNonFiniteModel() {
        guard model != nil, let layer = firstLayerOfNonFiniteWeights else { return }
        nonFinite = record(.weights, layer, in: -1, noticed: 0)
    }

    /// Looks at the weights of this moment, which no loss has seen yet.
    public func noteNonFiniteWeights() {
        guard nonFinite == nil, let layer = firstLayerOfNonFiniteWeights else { return }
        let last = completedIterations - 1
        nonFinite = record(.weights, layer, in: last, noticed: max(0, last))
    }

    /// Advice on the first NaN or infinity: from its cause where that can be told.
    public var nonFiniteAdvice: String {
        let usual = "try a smaller --learning-rate, --clip norm:1, or another --initializer"
        if let model, nonFinite?.iteration == -1 {
            let tensor = model.contents.tensors.first { !model.contents.values(of: $0).allSatisfy(\.isFinite) }
            return "\(model.source) has a NaN or ∞\(tensor.map { " in \($0.name)" } ?? ""): load other weights"
        }
        if optimizer.spec.hasEpsilonOfZero { return "ε of \(optimizer.spec.name) is 0, and 0/0 is no number: leave epsilon out" }
        return network.spec.layers.last.flatMap { TrainerPlan.probabilityRemark($0, loss.spec) } ?? usual
    }

    /// A sentence on the first NaN or infinity at the end of a run: also where only the weights have one, which no loss has seen
    /// yet. Nil if all is finite.
    public var nonFiniteText: String? {
        if let nonFinite { return nonFinite.description }
        let last = completedIterations - 1
        return firstLayerOfNonFiniteWeights.map { record(.weights, $0, in: last, noticed: last).description }
    }

    private var firstLayerOfNonFiniteWeights: Int? {
        trainable.first { !network.parameters.values(network.parameterRange(ofLayer: $0)).allSatisfy(\.isFinite) }
    }

    private func record(_ place: NonFiniteTensor, _ layer: Int?, in iteration: Int, noticed: Int) -> NonFiniteRecord {
        // Layers are numbered as the screen does.
        let name = layer.map {
            network.name(ofLayer: $0, in: GraphColumn.columns(of: network, sampleShape: data.train.sampleShape))
        }
        return NonFiniteRecord(iteration: iteration, noticed: noticed, place: place, layer: layer, name: name)
    }
}
