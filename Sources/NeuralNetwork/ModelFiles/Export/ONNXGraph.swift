/// An ONNX file that is being written: operators, and constants with the network's numbers.
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

    private let network: Network<Float>
    private var graph = ProtobufWriter()
    private var constants: Set<String> = []
    private var count = 0

    /// Operators are those of this version, of 2023; the format is that of the same release.
    private static let version = (operators: 20, format: 9)

    init(_ network: Network<Float>) { self.network = network }

    /// A network as the bytes of an ONNX file, for batches of any size. What it gives are the outputs of the last layer: where a softmax
    /// belongs to the loss, these are scores.
    public static func file(_ network: Network<Float>) -> [UInt8] {
        var graph = ONNXGraph(network)
        let output = graph.write(ExportedLayer.layers(network.layers), of: "input")
        graph.graph.text(2, "backstep")
        let isIndices = network.spec.inputKind == .indices
        graph.port(11, "input", network.spec.input, isWhole: isIndices)
        // The last operator's value under a name that says what it is.
        graph.node("Identity", [output], as: "output")
        graph.port(12, "output", network.spec.output, isWhole: false)
        var model = ProtobufWriter()
        model.integer(1, version.format)
        model.text(2, "backstep")
        model.message(8) { set in
            set.text(1, "")
            set.integer(2, version.operators)
        }
        model.block(7, graph.graph.bytes)
        return model.bytes
    }

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
        for (layout, store) in [(network.layout, network.parameters), (network.bufferLayout, network.buffers)] {
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

    private mutating func port(_ field: Int, _ name: String, _ shape: Shape, isWhole: Bool) {
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
