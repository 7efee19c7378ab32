import NeuralNetwork

/// One weight or bias, as people name it.
public enum ParameterReference: Hashable, Sendable, CustomStringConvertible {
    /// `w₂[0,3]`: of column 2 of the network's graph, neuron 0, the weight from neuron 3 of the column before.
    case weight(column: Int, neuron: Int, input: Int)
    /// `b₂[0]`: of column 2, neuron 0, the bias.
    case bias(column: Int, neuron: Int)
    /// `0.weight[5,3]`: an element of a tensor, by PyTorch's name.
    case element(String, [Int])
    /// `w_f₁[4,3]`: of column 1, by the letters of its layer's explanations.
    case symbol(String, column: Int, [Int])

    /// Reads `w[2,0,3]`, which is also written `w₂[0,3]` or `w2[0,3]`, `b[2,0]`, `γ₁[5]` or `0.weight[5,3]`; nil for anything else.
    public init?(parsing text: String) {
        let text = Self.withLayerInBrackets(text)
        guard text.hasSuffix("]"), let open = text.firstIndex(of: "[") else { return nil }
        let numbers = text[text.index(after: open)...].dropLast().split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.filter { $0 != " " })
        }
        let indices = numbers.compactMap { $0 }
        guard indices.count == numbers.count, !indices.isEmpty, indices.allSatisfy({ $0 >= 0 }) else { return nil }
        switch (text[..<open], indices.count) {
        case ("w", 3): self = .weight(column: indices[0], neuron: indices[1], input: indices[2])
        case ("b", 2): self = .bias(column: indices[0], neuron: indices[1])
        // A filter's weight: map, channel, row and column.
        case ("w", 4...): self = .symbol("w", column: indices[0], Array(indices.dropFirst()))
        case ("w", _), ("b", _), ("", _): return nil
        case (let name, _):
            let letters = name.prefix { Self.digit($0) == nil }
            let digits = name.dropFirst(letters.count).map(Self.digit)
            guard !letters.isEmpty, !digits.isEmpty, digits.count < 4, digits.allSatisfy({ $0 != nil }) else {
                self = .element(String(name), indices)
                return
            }
            self = .symbol(String(letters), column: digits.reduce(0) { 10 * $0 + ($1 ?? 0) }, indices)
        }
    }

    /// `w₂[0,3]` and `w2[0,3]` as `w[2,0,3]`.
    private static func withLayerInBrackets(_ text: String) -> String {
        guard let letter = text.first, letter == "w" || letter == "b", let open = text.firstIndex(of: "[") else { return text }
        let digits = text[text.index(after: text.startIndex)..<open].map { digit in
            subscripts.firstIndex(of: digit).map { String($0) } ?? String(digit)
        }
        guard !digits.isEmpty, digits.allSatisfy({ $0.count == 1 && ("0"..."9").contains($0) }) else { return text }
        return "\(letter)[\(digits.joined()),\(text[text.index(after: open)...])"
    }

    /// The value of a digit, in its usual place or as a subscript.
    private static func digit(_ character: Character) -> Int? {
        subscripts.firstIndex(of: character) ?? (("0"..."9").contains(character) ? character.wholeNumberValue : nil)
    }

    private static let subscripts: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]

    public var description: String {
        switch self {
        case .weight(let column, let neuron, let input): "w\(Subscripts.text(column))[\(neuron),\(input)]"
        case .bias(let column, let neuron): "b\(Subscripts.text(column))[\(neuron)]"
        case .element(let name, let indices): "\(name)[\(indices.map(String.init).joined(separator: ","))]"
        case .symbol(let letters, let column, let indices):
            "\(letters)\(Subscripts.text(column))[\(indices.map(String.init).joined(separator: ","))]"
        }
    }
}
