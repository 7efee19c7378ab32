import NeuralNetwork

extension Moment {
    /// `layer 2 (dense)`: numbered as the screen does.
    package func name(ofLayer layer: Int) -> String { network.name(ofLayer: layer, in: columns) }
}

extension Network<Float> {
    /// `layer 2 (dense)`: numbered as the screen does, by columns.
    package func name(ofLayer layer: Int, in columns: [GraphColumn]) -> String {
        "layer \(columns.first { $0.layers.contains(layer) }?.index ?? layer + 1) (\(layers[layer].spec.name))"
    }
}
