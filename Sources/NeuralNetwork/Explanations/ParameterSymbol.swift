/// A parameter as a person writes it, in the letters of its layer's formulas: `w[3,12]`, `u_f[3,12]`, `γ[5]`.
public struct ParameterSymbol: Hashable, Sendable, CustomStringConvertible {
    /// The letter of its tensor: w, b; u for what the state before is multiplied with; γ and β of a normalization.
    public var letter: String
    /// Which of several such tensors: the gate, or query, key, value and output; empty where there is one.
    public var part: String
    /// Its place: neuron and input, of a filter map, channel, row and column.
    public var indices: [Int]

    /// A symbol of its letter, part and place.
    public init(_ letter: String, part: String = "", _ indices: [Int]) {
        (self.letter, self.part, self.indices) = (letter, part, indices)
    }

    /// Its letter and part: `w`, `u_f`.
    public var letters: String { letter + (part.isEmpty ? "" : "_" + part) }

    public var description: String { written(layer: "") }

    /// With a subscript that says whose it is, behind its letter: `w₁[3,12]`, `u_f₂[3,12]`.
    public func written(layer: String) -> String {
        letters + layer + "[\(indices.map(String.init).joined(separator: ","))]"
    }
}

extension Layer {
    /// By the tensor's name: w for a weight, b for a bias.
    public func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name.hasPrefix("bias") ? "b" : "w", indices)
    }
}
