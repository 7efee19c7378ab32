import Basics
import Inspection
import NeuralNetwork
import Yams

/// Weights and biases that a run begins with, where they are to be certain numbers: by layer, as the screen numbers them, a row a
/// neuron.
///
///     weights: {w1: [[0.5, -1]], b1: [0.5]}
public struct InlineWeights: Hashable, Sendable {
    /// All weights, or all biases, of a layer.
    struct Tensor: Hashable, Sendable {
        /// `w1`, `b1`
        var name: String
        var isBias: Bool
        /// Number of the layer, from 1.
        var column: Int
        var shape: [Int]
        var values: [Float]
    }

    var tensors: [Tensor]

    /// Reads a mapping of tensors.
    /// - Parameter subject: where it stands, for messages.
    init(_ node: Node, _ subject: String) throws(InputError) {
        guard let mapping = node.mapping else {
            throw InputError(.malformed, subject, expected: "lines such as 'w1: [[0.5, -1]]'", found: "something else")
        }
        tensors = []
        for (key, value) in mapping {
            let name = key.string ?? "?"
            guard let letter = name.first, letter == "w" || letter == "b", let column = Int(name.dropFirst()), column > 0 else {
                throw InputError(
                    .malformed, "\(subject): key", expected: "w or b with a layer's number, such as w1",
                    found: InputError.quoted(name))
            }
            var shape: [Int] = []
            var values: [Float] = []
            guard Self.read(value, 0, &shape, &values) else {
                throw InputError(
                    .malformed, "\(subject): \(name)", expected: "finite numbers in rows of the same length",
                    found: "something else")
            }
            tensors.append(Tensor(name: name, isBias: letter == "b", column: column, shape: shape, values: values))
        }
    }

    /// Reads nested lists; false where rows differ in length or something is no number.
    private static func read(_ node: Node, _ depth: Int, _ shape: inout [Int], _ values: inout [Float]) -> Bool {
        guard let list = node.sequence else {
            guard depth == shape.count, depth > 0, let number = node.scalar.flatMap({ Float($0.string) }), number.isFinite else {
                return false
            }
            values.append(number)
            return true
        }
        if depth == shape.count {
            // Numbers of an earlier row have been reached at this depth: this row is deeper.
            guard values.isEmpty else { return false }
            shape.append(list.count)
        }
        guard shape[depth] == list.count else { return false }
        return list.allSatisfy { read($0, depth + 1, &shape, &values) }
    }

    /// Writes them into a network.
    func apply(to network: Network<Float>, sampleShape: [Int]) throws(InputError) {
        let columns = GraphColumn.columns(of: network, sampleShape: sampleShape)
        for tensor in tensors {
            let subject = "weights: \(tensor.name)"
            guard columns.indices.contains(tensor.column) else {
                throw InputError(
                    .malformed, subject, expected: "a layer from 1 to \(columns.count - 1)", found: "\(tensor.column)")
            }
            let entries = network.layout.entries(ofLayer: columns[tensor.column].layers.lowerBound)
            guard let entry = entries.first(where: { $0.isWeight != tensor.isBias }) else {
                throw InputError(
                    .malformed, subject, expected: "a layer with \(tensor.isBias ? "biases" : "weights")",
                    found: columns[tensor.column].kind)
            }
            guard entry.shape.dimensions == tensor.shape else {
                throw InputError(
                    .malformed, subject, expected: "numbers in the shape \(Self.text(entry.shape.dimensions))",
                    found: Self.text(tensor.shape))
            }
            let start = network.parameters.pointer + entry.range.lowerBound
            for (index, value) in tensor.values.enumerated() { start[index] = value }
        }
    }

    private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }

    /// A line of a scenario file.
    var yaml: String {
        "weights: {" + tensors.map { "\($0.name): \(Self.text($0.values[...], $0.shape[...]))" }.joined(separator: ", ") + "}"
    }

    private static func text(_ values: ArraySlice<Float>, _ shape: ArraySlice<Int>) -> String {
        guard let count = shape.first, count > 0 else { return values.first.map { "\($0)" } ?? "" }
        let size = values.count / count
        return "["
            + (0..<count).map { row in
                let start = values.startIndex + row * size
                return text(values[start..<start + size], shape.dropFirst())
            }.joined(separator: ", ") + "]"
    }
}
