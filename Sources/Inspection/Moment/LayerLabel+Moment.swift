import NeuralNetwork

extension LayerLabel {
    /// Labels of all layers of a moment's network.
    package static func labels(of moment: some Moment) -> [LayerLabel] {
        let network = moment.network
        return network.layers.enumerated().map { index, layer in
            LayerLabel(
                index: index, spec: layer.spec, formula: layer.formula(moment.letters(ofLayer: index)),
                inputs: layer.inputShape.count, outputs: layer.outputShape.count,
                parameterCount: network.parameterRange(ofLayer: index).count,
                column: moment.columns.first { $0.layers.contains(index) }?.index ?? 0)
        }
    }
}
