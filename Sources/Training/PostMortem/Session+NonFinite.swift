import Inspection
import NeuralNetwork

extension Session {
    /// Writes down that the loss of an iteration is not finite, with the first number that is not: a weight that the iteration
    /// began with, the input, or the output of the first layer that has one.
    func noteNonFinite(in iteration: Int) {
        if let layer = trainable.first(where: { !network.parameters[network.parameterRange(ofLayer: $0)].allSatisfy(\.isFinite) })
        {
            nonFinite = NonFiniteRecord(
                iteration: iteration - 1, noticed: iteration, place: .weights, layer: layer, name: name(ofLayer: layer))
        } else if let index = (0...network.layers.count).first(where: { !workspace.activation($0).buffer.allSatisfy(\.isFinite) })
        {
            nonFinite = NonFiniteRecord(
                iteration: iteration, noticed: iteration, place: index == 0 ? .input : .output,
                layer: index == 0 ? nil : index - 1, name: index == 0 ? nil : name(ofLayer: index - 1))
        } else {
            nonFinite = NonFiniteRecord(iteration: iteration, noticed: iteration, place: .loss, layer: nil, name: nil)
        }
    }
}
