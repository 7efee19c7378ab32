import NeuralNetwork

extension Moment {
    /// `layer 2 (dense)`: numbered as the screen does.
    package func name(ofLayer layer: Int) -> String {
        "layer \(columns.first { $0.layers.contains(layer) }?.index ?? layer + 1) (\(network.layers[layer].spec.name))"
    }

    /// A sentence on the first NaN or infinity, at the end of a run without a screen: also where only the weights have one, which
    /// no loss has seen yet. Nil if all is finite.
    public var nonFiniteText: String? {
        if let nonFinite { return nonFinite.description }
        return trainable.first { !network.parameters[network.parameterRange(ofLayer: $0)].allSatisfy(\.isFinite) }.map {
            NonFiniteRecord(
                iteration: completedIterations - 1, noticed: completedIterations - 1, place: .weights, layer: $0,
                name: name(ofLayer: $0)
            ).description
        }
    }
}
