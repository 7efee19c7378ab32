import NeuralNetwork

extension Moment {
    /// The name of a parameter by its place among all; nil if there is none.
    package func name(ofParameter offset: Int) -> ParameterName? {
        guard let entry = network.layout.entry(at: offset), let found = network.symbol(ofParameter: offset),
            let column = columns.first(where: { $0.layers.contains(entry.layer) })
        else { return nil }
        let place = found.inside.map { " \($0)" }.joined()
        return ParameterName(
            symbol: found.symbol, column: column.index, kind: found.layer.spec.name + place,
            outer: found.inside.isEmpty ? "" : network.layers[entry.layer].spec.name)
    }
}

extension Moment {
    /// Where a parameter lies among all; nil if there is none of this name.
    public func index(of reference: ParameterReference) -> Int? {
        switch reference {
        case .weight(let column, let neuron, let input):
            guard let matrix = weights(ofColumn: column) else { return index(ofSymbol: "w", column, [neuron, input]) }
            guard (0..<matrix.outputs).contains(neuron), (0..<matrix.inputs).contains(input) else { return nil }
            return matrix.offset + neuron * matrix.inputs + input
        case .bias(let column, let neuron):
            guard column > 0, columns.indices.contains(column), (0..<columns[column].units).contains(neuron) else { return nil }
            let layer = columns[column].layers.lowerBound
            guard let bias = network.layout["\(layer).bias"], bias.shape.count == columns[column].units else {
                return index(ofSymbol: "b", column, [neuron])
            }
            return bias.range.lowerBound + neuron
        case .symbol(let letters, let column, let indices): return index(ofSymbol: letters, column, indices)
        case .element(let name, let indices):
            guard let entry = network.layout[name], indices.count == entry.shape.rank else { return nil }
            var offset = 0
            for (axis, index) in indices.enumerated() {
                guard (0..<entry.shape[axis]).contains(index) else { return nil }
                offset = offset * entry.shape[axis] + index
            }
            return entry.range.lowerBound + offset
        }
    }

    /// A parameter of a column by the letters of its layer's explanations; of one inside another layer nil.
    private func index(ofSymbol letters: String, _ column: Int, _ indices: [Int]) -> Int? {
        guard column > 0, columns.indices.contains(column) else { return nil }
        for layer in columns[column].layers {
            for offset in network.parameterRange(ofLayer: layer) {
                guard let found = network.symbol(ofParameter: offset), found.inside.isEmpty else { continue }
                if found.symbol.letters == letters, found.symbol.indices == indices { return offset }
            }
        }
        return nil
    }

    /// A parameter as the screen writes it; by PyTorch's name where it lies inside another layer, of which the screen says more.
    func writtenReference(ofParameter index: Int) -> ParameterReference? {
        guard let name = name(ofParameter: index), name.outer.isEmpty else { return reference(ofParameter: index) }
        return .symbol(name.symbol.letters, column: name.column, name.symbol.indices)
    }

    /// A parameter's tensor and place in it, by PyTorch's name.
    public func reference(ofParameter index: Int) -> ParameterReference? {
        guard let entry = network.layout.entry(at: index) else { return nil }
        var rest = index - entry.range.lowerBound
        var indices: [Int] = []
        for axis in (0..<entry.shape.rank).reversed() {
            indices.insert(rest % entry.shape[axis], at: 0)
            rest /= entry.shape[axis]
        }
        return .element(entry.name, indices)
    }

    /// A parameter's value at the moment in view: what a change made now would take the place of. Until the iteration's updates
    /// have begun it is the one that the iteration has begun with, and then what they have made of it.
    public func parameter(at index: Int) -> Float {
        iterationForChanges == position.iteration && observedIteration == position.iteration
            ? parametersBefore[index] : network.parameters[index]
    }
}
