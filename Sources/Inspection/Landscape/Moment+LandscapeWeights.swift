import NeuralNetwork

extension Moment {
    /// Places among all parameters of the two weights of a choice, across and up; nil where there are no two.
    package func weights(of selection: Selection, and other: Selection?) -> (across: Int, up: Int)? {
        guard let across = offset(of: selection) else { return nil }
        if let up = other.flatMap({ offset(of: $0) }), up != across { return (across, up) }
        // Of the same tensor the one behind it, and of the last the one before.
        guard let entry = network.layout.entry(at: across), network.parameters.count > 1 else { return nil }
        let behind = across + 1 < entry.range.upperBound ? across + 1 : across - 1
        return (across, behind >= 0 ? behind : across + 1)
    }

    private func offset(of selection: Selection) -> Int? {
        guard let named = ParameterProbe(selection: selection).read(self) else { return nil }
        return (named.weight ?? named.element).flatMap { index(of: $0) }
    }
}
