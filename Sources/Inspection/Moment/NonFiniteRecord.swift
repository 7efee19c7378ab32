import NeuralNetwork

/// Where a NaN or an infinity can appear.
public enum NonFiniteTensor: String, Hashable, Sendable {
    case input, output, loss, error, gradient, weights
}

/// The first NaN or infinity of a run, as it was noticed: without looking at every number of every step.
public struct NonFiniteRecord: Sendable, Hashable, CustomStringConvertible {
    /// The iteration it is of, from 0; −1: it was there before training.
    package var iteration: Int
    /// The iteration in which it was noticed.
    package var noticed: Int
    package var place: NonFiniteTensor
    /// The layer, and what it is called on the screen.
    package var layer: Int?
    package var name: String?

    package init(iteration: Int, noticed: Int, place: NonFiniteTensor, layer: Int?, name: String?) {
        (self.iteration, self.noticed, self.place, self.layer, self.name) = (iteration, noticed, place, layer, name)
    }

    public var description: String {
        let time = iteration < 0 ? "before training" : "in iteration \(iteration + 1)"
        return "NaN or ∞ first in \(place.words(name)), \(time)"
    }
}

extension NonFiniteTensor {
    /// `the output of layer 2 (dense)`
    package func words(_ layer: String?) -> String {
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
