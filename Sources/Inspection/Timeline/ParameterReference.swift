import NeuralNetwork

/// One weight or bias, as people name it.
public enum ParameterReference: Hashable, Sendable, CustomStringConvertible {
    /// `w[2,0,3]`: of column 2 of the network's graph, neuron 0, the weight from neuron 3 of the column before.
    case weight(column: Int, neuron: Int, input: Int)
    /// `b[2,0]`: of column 2, neuron 0, the bias.
    case bias(column: Int, neuron: Int)
    /// `0.weight[5,3]`: an element of a tensor, by PyTorch's name.
    case element(String, [Int])

    /// Reads `w[2,0,3]`, `b[2,0]` or `0.weight[5,3]`; nil for anything else.
    public init?(parsing text: String) {
        guard text.hasSuffix("]"), let open = text.firstIndex(of: "[") else { return nil }
        let numbers = text[text.index(after: open)...].dropLast().split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.filter { $0 != " " })
        }
        let indices = numbers.compactMap { $0 }
        guard indices.count == numbers.count, !indices.isEmpty, indices.allSatisfy({ $0 >= 0 }) else { return nil }
        switch (text[..<open], indices.count) {
        case ("w", 3): self = .weight(column: indices[0], neuron: indices[1], input: indices[2])
        case ("b", 2): self = .bias(column: indices[0], neuron: indices[1])
        case ("w", _), ("b", _), ("", _): return nil
        case (let name, _): self = .element(String(name), indices)
        }
    }

    public var description: String {
        switch self {
        case .weight(let column, let neuron, let input): "w[\(column),\(neuron),\(input)]"
        case .bias(let column, let neuron): "b[\(column),\(neuron)]"
        case .element(let name, let indices): "\(name)[\(indices.map(String.init).joined(separator: ","))]"
        }
    }
}

extension Moment {
    /// Where a parameter lies among all; nil if there is none of this name.
    public func index(of reference: ParameterReference) -> Int? {
        switch reference {
        case .weight(let column, let neuron, let input):
            guard let matrix = weights(ofColumn: column), (0..<matrix.outputs).contains(neuron),
                (0..<matrix.inputs).contains(input)
            else {
                return nil
            }
            return matrix.offset + neuron * matrix.inputs + input
        case .bias(let column, let neuron):
            guard column > 0, columns.indices.contains(column), (0..<columns[column].units).contains(neuron) else { return nil }
            let layer = columns[column].layers.lowerBound
            guard let bias = network.layout["\(layer).bias"], bias.shape.count == columns[column].units else { return nil }
            return bias.range.lowerBound + neuron
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
