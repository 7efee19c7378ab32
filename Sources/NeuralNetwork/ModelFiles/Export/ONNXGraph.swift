/// The graph of an ONNX file that is being written: operators, and constants with the layers' numbers.
public struct ONNXGraph {
    /// The value of an operator's attribute.
    public enum Attribute {
        /// A whole number.
        case integer(Int)
        /// A number of single precision.
        case number(Double)
        /// A word.
        case text(String)
        /// Whole numbers.
        case integers([Int])
        /// Words.
        case texts([String])
    }

    private let tensors: [(layout: ParameterLayout, store: FlatStore<Float>)]
    private var graph = ProtobufWriter()
    private var constants: Set<String> = []
    private var count = 0

    /// - Parameter tensors: where the layers' numbers are, by their names.
    init(_ tensors: [(layout: ParameterLayout, store: FlatStore<Float>)]) { self.tensors = tensors }

    /// The graph as a message of the file.
    var bytes: [UInt8] { graph.bytes }

    /// Writes layers one after the other.
    /// - Returns: the name of what the last one gives.
    mutating func write(_ layers: [ExportedLayer], of value: String) -> String {
        var value = value
        for layer in layers { value = layer.spec.kind.write(layer, of: value, to: &self) }
        return value
    }

    /// Adds an operator.
    /// - Returns: the name of what it gives.
    @discardableResult
    mutating func node(
        _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], output: Int = 0, as name: String? = nil
    ) -> String {
        count += 1
        let result = name ?? "\(operation)_\(count)"
        graph.message(1) { node in
            for input in inputs { node.text(1, input) }
            // Outputs before the one that is wanted have no name.
            for _ in 0..<output { node.text(2, "") }
            node.text(2, result)
            node.text(3, result)
            node.text(4, operation)
            for (name, value) in attributes {
                node.message(5) { attribute in
                    attribute.text(1, name)
                    switch value {
                    case .number(let number):
                        attribute.float(2, Float(number))
                        attribute.integer(20, 1)
                    case .integer(let number):
                        attribute.integer(3, number)
                        attribute.integer(20, 2)
                    case .text(let text):
                        attribute.text(4, text)
                        attribute.integer(20, 3)
                    case .integers(let numbers):
                        for number in numbers { attribute.integer(8, number) }
                        attribute.integer(20, 7)
                    case .texts(let texts):
                        for text in texts { attribute.text(9, text) }
                        attribute.integer(20, 8)
                    }
                }
            }
        }
        return result
    }

    /// A layer's tensor as a constant, under the name that PyTorch gives it.
    /// - Parameter shape: in place of its own.
    mutating func tensor(_ layer: ExportedLayer, _ name: String, shape: [Int]? = nil) -> String {
        let (own, numbers) = values(layer, name)
        return constant(TorchNames.name("\(layer.path).\(name)"), shape ?? own.dimensions, numbers)
    }

    /// The shape and the numbers of a layer's tensor.
    func values(_ layer: ExportedLayer, _ name: String) -> (shape: Shape, numbers: [Float]) {
        let key = "\(layer.path).\(name)"
        for (layout, store) in tensors {
            if let entry = layout[key] { return (entry.shape, Array(store.values(entry.range))) }
        }
        preconditionFailure("a layer has no tensor \(key)")
    }

    /// Adds numbers under a name.
    mutating func constant(_ name: String, _ shape: [Int], _ numbers: [Float]) -> String {
        tensor(name, shape, type: 1, numbers.withUnsafeBytes { Array($0) })
    }

    /// Adds whole numbers, as shapes and axes are given.
    mutating func integers(_ numbers: [Int]) -> String {
        let bytes = numbers.map { Int64($0).littleEndian }.withUnsafeBytes { Array($0) }
        return tensor("integers\(numbers.map { "_\($0)" }.joined())", [numbers.count], type: 7, bytes)
    }

    /// Adds one whole number, as a place is given.
    mutating func integer(_ number: Int) -> String {
        tensor("integer_\(number)", [], type: 7, withUnsafeBytes(of: Int64(number).littleEndian) { Array($0) })
    }

    private mutating func tensor(_ name: String, _ shape: [Int], type: Int, _ bytes: [UInt8]) -> String {
        guard constants.insert(name).inserted else { return name }
        graph.message(5) { tensor in
            for size in shape { tensor.integer(1, size) }
            tensor.integer(2, type)
            tensor.text(8, name)
            tensor.block(9, bytes)
        }
        return name
    }

    /// Gives the graph its name.
    mutating func name(_ name: String) { graph.text(2, name) }

    /// Adds a value that goes in or comes out, for batches of any size.
    mutating func port(_ field: Int, _ name: String, _ shape: Shape, isWhole: Bool) {
        graph.message(field) { port in
            port.text(1, name)
            port.message(2) { type in
                type.message(1) { tensor in
                    tensor.integer(1, isWhole ? 7 : 1)
                    tensor.message(2) { sizes in
                        sizes.message(1) { $0.text(2, "batch") }
                        for size in shape.dimensions { sizes.message(1) { $0.integer(1, size) } }
                    }
                }
            }
        }
    }
}
