import NeuralNetwork

/// The name that a person gives a parameter, by its layer and indices.
public struct ParameterName: Hashable, Sendable {
    /// The letter and the indices: `w[3,14]`, `b[3]`.
    public var symbol: ParameterSymbol
    /// Number of the column it belongs to.
    public var column: Int
    /// The kind of its layer; of one inside another with its number there.
    public var kind: String
    /// The kind of the layer that it lies inside of; empty where it lies in none.
    public var outer: String

    /// `w₁[3,14]`
    public var short: String { symbol.written(layer: Subscripts.text(column)) }

    /// The same; of a parameter inside another layer with where it is: `w₂[3,14] in dense 0`.
    public var long: String { outer.isEmpty ? short : "\(short) in \(kind)" }
}
