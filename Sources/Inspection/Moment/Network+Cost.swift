import NeuralNetwork

extension Network {
    /// Multiplications of a sample's forward pass, about: every weight once for each place where it is used.
    package var multiplicationsPerSample: Double {
        max(
            1,
            layers.indices.reduce(0.0) { sum, layer in
                let output = layers[layer].outputShape
                let places = output.rank == 3 ? output[1] * output[2] : output.rank == 2 ? output[0] : 1
                return sum + Double(parameterRange(ofLayer: layer).count) * Double(places)
            })
    }
}
