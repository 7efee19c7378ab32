import Basics

/// The parts of an ONNX file that a network is read from: operators in an order in which they can be computed, constants, and the names
/// of what goes in and comes out.
///
/// Source: `onnx.proto3` of the ONNX project, for the numbers of fields.
struct ONNXFile {
    /// A value that goes in or comes out.
    struct Port {
        let name: String
        /// Sizes of the axes; nil where a name stands in place of a size. Nil where no shape is given.
        let shape: [Int?]?
        /// Whether its elements are whole numbers.
        let isWhole: Bool
    }

    let content: ONNXContent
    private(set) var nodes: [ONNXNode] = []
    private(set) var constants: [ONNXTensor] = []
    private(set) var inputs: [Port] = []
    private(set) var outputs: [Port] = []
    var source: String { content.source }

    /// Operators, constants and ports, at most: a network here has at most 10 000 layers.
    private static let mostParts = 200_000

    /// Reads a file's bytes; `source` names it in errors.
    init(parsing bytes: [UInt8], source: String, companion: @escaping (String) throws -> [UInt8]) throws(InputError) {
        content = ONNXContent(bytes: bytes, source: source, companion: companion)
        if let foreign = ForeignContent.recognize(bytes) {
            throw InputError(.malformed, source, expected: "an ONNX file", found: foreign.found, advice: foreign.advice)
        }
        var model = ProtobufReader(bytes, source: source)
        var hasGraph = false
        while let (number, content) = try model.next() {
            switch number {
            case 7:
                hasGraph = true
                try readGraph(try model.reader(content))
            default: break
            }
        }
        guard hasGraph else { throw InputError(.malformed, source, expected: "an ONNX file", found: "no graph in it") }
    }

    private mutating func readGraph(_ message: ProtobufReader) throws(InputError) {
        var message = message
        while let (number, content) = try message.next() {
            switch number {
            case 1: nodes.append(try ONNXNode(try message.reader(content)))
            case 5: constants.append(try ONNXTensor(try message.reader(content)))
            case 11: inputs.append(try Self.port(try message.reader(content)))
            case 12: outputs.append(try Self.port(try message.reader(content)))
            case 15: throw InputError(.malformed, source, expected: "dense tensors", found: "sparse ones")
            default: break
            }
            guard nodes.count + constants.count + inputs.count + outputs.count <= Self.mostParts else {
                throw InputError(
                    .malformed, source, expected: "at most \(Self.mostParts) operators and tensors", found: "more")
            }
        }
    }

    private static func port(_ message: ProtobufReader) throws(InputError) -> Port {
        var (message, name, shape, isWhole): (ProtobufReader, String, [Int?]?, Bool) = (message, "", nil, false)
        while let (number, content) = try message.next() {
            if number == 1 { name = try message.text(content) }
            guard number == 2 else { continue }
            var type = try message.reader(content)
            while let (number, content) = try type.next() {
                guard number == 1 else { continue }
                var tensor = try type.reader(content)
                while let (number, content) = try tensor.next() {
                    if number == 1 { isWhole = [2, 3, 4, 5, 6, 7, 12, 13].contains(try tensor.integer(content)) }
                    if number == 2 { shape = try sizes(try tensor.reader(content)) }
                }
            }
        }
        return Port(name: name, shape: shape, isWhole: isWhole)
    }

    private static func sizes(_ message: ProtobufReader) throws(InputError) -> [Int?] {
        var (message, sizes) = (message, [Int?]())
        while let (number, content) = try message.next() {
            guard number == 1 else { continue }
            var (axis, size): (ProtobufReader, Int?) = (try message.reader(content), nil)
            while let (number, content) = try axis.next() { if number == 1 { size = try axis.integer(content) } }
            sizes.append(size)
            guard sizes.count <= 16 else {
                throw InputError(.malformed, message.source, expected: "at most 16 axes", found: "more")
            }
        }
        return sizes
    }
}
