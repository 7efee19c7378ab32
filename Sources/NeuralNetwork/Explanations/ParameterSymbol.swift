/// How a person writes a parameter, in the letters of its layer's formulas: `w[3,12]`, `u_f[3,12]`, `γ[5]`.
public struct ParameterSymbol: Hashable, Sendable, CustomStringConvertible {
    /// The letter of its tensor: w, b; u for what the state before is multiplied with; γ and β of a normalization.
    public var letter: String
    /// Which of several such tensors: the gate, or query, key, value and output; empty where there is one.
    public var part: String
    /// Its place: neuron and input, of a filter map, channel, row and column.
    public var indices: [Int]

    public init(_ letter: String, part: String = "", _ indices: [Int]) {
        (self.letter, self.part, self.indices) = (letter, part, indices)
    }

    public var description: String { written(layer: "") }

    /// With a subscript that says whose it is, behind its letter: `w₁[3,12]`, `u_f₂[3,12]`.
    public func written(layer: String) -> String {
        letter + (part.isEmpty ? "" : "_" + part) + layer + "[\(indices.map(String.init).joined(separator: ","))]"
    }
}

extension Layer {
    /// By the tensor's name: w for a weight, b for a bias.
    public func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name.hasPrefix("bias") ? "b" : "w", indices)
    }
}

extension BatchNormLayer {
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name == "bias" ? "β" : "γ", indices)
    }
}

extension LayerNormLayer {
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name == "bias" ? "β" : "γ", indices)
    }
}

extension RecurrentLayer {
    /// Of what the input is multiplied with w, of what the state before is multiplied with u; a bias of each. A gate's number
    /// stands before its units', one gate after the other.
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        let place = [indices[0] % size] + indices.dropFirst()
        let part = Cell.gateCount > 1 ? gateName(indices[0] / size) : ""
        switch name {
        case "weightInput": return ParameterSymbol("w", part: part, place)
        case "weightHidden": return ParameterSymbol("u", part: part, place)
        case "biasHidden": return ParameterSymbol("b", part: part.isEmpty ? "h" : "h" + part, place)
        default: return ParameterSymbol("b", part: part.isEmpty ? "x" : "x" + part, place)
        }
    }
}

extension SelfAttentionLayer {
    /// Of the projections to query, key, value and output: w_q, b_q, …
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name.hasSuffix("bias") ? "b" : "w", part: String(name.prefix(1)), indices)
    }
}

extension Network {
    /// The symbol of a parameter by its place in the flat store, with the layer that has it and that layer's place among those
    /// inside another; nil where there is none.
    public func symbol(ofParameter offset: Int) -> (symbol: ParameterSymbol, layer: any Layer<Scalar>, inside: [Int])? {
        guard let entry = layout.entry(at: offset) else { return nil }
        var rest = offset - entry.range.lowerBound
        var indices: [Int] = []
        for axis in (0..<entry.shape.rank).reversed() {
            indices.insert(rest % entry.shape[axis], at: 0)
            rest /= entry.shape[axis]
        }
        var path = entry.name.split(separator: ".").map(String.init)[...].dropFirst()
        var layer: any Layer<Scalar> = layers[entry.layer]
        var inside: [Int] = []
        while !layer.branches.isEmpty {
            let isShortcut = path.first == "shortcut"
            if isShortcut { path = path.dropFirst() }
            guard let number = path.first.flatMap({ Int($0) }),
                let branch = layer.branches.first(where: { $0.name == (isShortcut ? "shortcut" : "") }),
                branch.layers.indices.contains(number)
            else { break }
            layer = branch.layers[number]
            inside.append(number)
            path = path.dropFirst()
        }
        return (layer.symbol(ofTensor: path.joined(separator: "."), indices), layer, inside)
    }
}
