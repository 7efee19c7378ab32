import NeuralNetwork

/// Where a NaN or an infinity can appear.
public enum NonFinitePlace: String, Hashable, Sendable {
    case input, output, loss, error, gradient, weights
}

/// The first NaN or infinity of a run, as it was noticed: without looking at every number of every step.
struct NonFiniteRecord: Sendable, Hashable, CustomStringConvertible {
    /// The iteration it is of, from 0; −1: it was there before training.
    var iteration: Int
    /// The iteration in which it was noticed.
    var noticed: Int
    var place: NonFinitePlace
    /// The layer, and what it is called on the screen.
    var layer: Int?
    var name: String?

    init(iteration: Int, noticed: Int, place: NonFinitePlace, layer: Int?, _ session: Session) {
        (self.iteration, self.noticed, self.place, self.layer) = (iteration, noticed, place, layer)
        name = layer.map { session.name(ofLayer: $0) }
    }

    var description: String {
        let time = iteration < 0 ? "before training" : "in iteration \(iteration + 1)"
        return "NaN or ∞ first in \(place.words(name)), \(time)"
    }
}

extension NonFinitePlace {
    /// `the output of layer 2 (dense)`
    func words(_ layer: String?) -> String {
        switch self {
        case .input: "the input"
        case .loss: "the loss"
        case .output: "the output of \(layer ?? "a layer")"
        case .error: "the error δ of \(layer ?? "a layer")"
        case .gradient: "the gradient of \(layer ?? "a layer")"
        case .weights: "the weights of \(layer ?? "a layer")"
        }
    }
}

extension Session {
    /// `layer 2 (dense)`: numbered as the screen does.
    func name(ofLayer layer: Int) -> String {
        "layer \(columns.first { $0.layers.contains(layer) }?.index ?? layer + 1) (\(network.layers[layer].spec.name))"
    }

    /// Writes down that the loss of an iteration is not finite, with the first number that is not: a weight that the iteration
    /// began with, the input, or the output of the first layer that has one.
    func noteNonFinite(in iteration: Int) {
        if let layer = trainable.first(where: { !network.parameters[network.parameterRange(ofLayer: $0)].allSatisfy(\.isFinite) })
        {
            nonFinite = NonFiniteRecord(iteration: iteration - 1, noticed: iteration, place: .weights, layer: layer, self)
        } else if let index = (0...network.layers.count).first(where: { !workspace.activation($0).buffer.allSatisfy(\.isFinite) })
        {
            nonFinite = NonFiniteRecord(
                iteration: iteration, noticed: iteration, place: index == 0 ? .input : .output,
                layer: index == 0 ? nil : index - 1, self)
        } else {
            nonFinite = NonFiniteRecord(iteration: iteration, noticed: iteration, place: .loss, layer: nil, self)
        }
    }

    /// What to say of the first NaN or infinity, at the end of a run without a screen: also where only the weights have one,
    /// which no loss has seen yet. Nil if all is finite.
    public var nonFiniteText: String? {
        if let nonFinite { return nonFinite.description }
        return trainable.first { !network.parameters[network.parameterRange(ofLayer: $0)].allSatisfy(\.isFinite) }.map {
            NonFiniteRecord(
                iteration: completedIterations - 1, noticed: completedIterations - 1, place: .weights, layer: $0, self
            ).description
        }
    }
}
