import NeuralNetwork

/// What a person calls a parameter.
public struct ParameterName: Hashable, Sendable {
    public var symbol: ParameterSymbol
    /// Number of the column it belongs to.
    public var column: Int
    /// The kind of its layer; of one inside another with its number there.
    public var kind: String
    /// The kind of the layer that it lies inside of; empty where it lies in none.
    public var outer: String

    /// `w₁[3,14]`
    public var short: String { symbol.written(layer: Subscripts.text(column)) }

    /// `w[3,14] of dense₁`
    public var long: String {
        let own = outer.isEmpty ? kind + Subscripts.text(column) : "\(kind) in \(outer)\(Subscripts.text(column))"
        return "\(symbol) of \(own)"
    }
}

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
