extension WatchScope {
    /// Whether a quantity is one of this network: an expression that was read for another may name what this one has not.
    package func has(_ quantity: WatchQuantity) -> Bool {
        switch quantity {
        case .parameter(_, let offset, let layer):
            layers.contains { own in
                own.layer == layer
                    && [own.weight, own.bias].contains { $0.map { $0.range.contains(offset) } ?? false }
            }
        case .parameterNorm(_, let layer): layers.contains { $0.layer == layer && $0.weight != nil }
        case .neuron(_, let column, let index), .neuronOfSample(_, let column, let index, _), .slope(let column, let index):
            layers.indices.contains(column) && index < layers[column].units
        case .neuronNorm(_, let column), .deadNeurons(let column): layers.indices.contains(column)
        case .output(let index): index < outputs
        case .attention(let column, let offset):
            layers.indices.contains(column) && offset < layers[column].attention?.reduce(1, *) ?? 0
        default: true
        }
    }
}

extension WatchScope.Tensor {
    /// Its places among all parameters.
    fileprivate var range: Range<Int> { offset..<offset + shape.reduce(1, *) }
}
