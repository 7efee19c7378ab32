import NeuralNetwork

extension Column {
    /// The columns of a network's graph: the input, then one for every layer that makes neurons of its own, with the element-wise layers
    /// after it.
    static func columns(of network: Network<Float>, sampleShape: [Int]) -> [Column] {
        var columns = [
            Column(
                index: 0, layers: 0..<0, kind: "input", activation: "", units: network.spec.input.count, image: ImageShape(sampleShape))
        ]
        for (index, layer) in network.layers.enumerated() {
            let continues = index > 0 && network.parameterRange(ofLayer: index).isEmpty && layer.outputShape == layer.inputShape
            if continues {
                var column = columns.removeLast()
                column.layers = column.layers.lowerBound..<index + 1
                column.activation += (column.activation.isEmpty ? "" : " ") + layer.spec.name
                columns.append(column)
            } else {
                columns.append(
                    Column(
                        index: columns.count, layers: index..<index + 1, kind: layer.spec.name, activation: "", units: layer.outputShape.count,
                        image: ImageShape(layer.outputShape.dimensions)))
            }
        }
        return columns
    }
}
