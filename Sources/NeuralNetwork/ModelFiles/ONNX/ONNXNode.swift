import Basics

/// An operator of an ONNX graph, with the names of what it reads and gives.
struct ONNXNode {
    /// An attribute's value, of the kinds that layers have.
    private enum Attribute {
        case integer(Int)
        case number(Double)
        case text(String)
        case integers([Int])
        case texts([String])
        case tensor(ONNXTensor)
    }

    private(set) var operation = ""
    private(set) var inputs: [String] = []
    private(set) var outputs: [String] = []
    private var name = ""
    private var domain = ""
    private var attributes: [String: Attribute] = [:]
    private let source: String

    /// The node as errors name it: by its name, where it has one.
    var subject: String {
        let shown = name.isEmpty ? outputs.first ?? "" : name
        return "\(source), node \(shown.isEmpty ? "" : "\(shown), ")\(domain.isEmpty ? "" : "\(domain).")\(operation)"
    }

    /// Whether it is one of ONNX's own operators.
    var isStandard: Bool { domain.isEmpty || domain == "ai.onnx" }

    init(_ message: ProtobufReader) throws(InputError) {
        source = message.source
        var message = message
        while let (number, content) = try message.next() {
            switch number {
            case 1: inputs.append(try message.text(content))
            case 2: outputs.append(try message.text(content))
            case 3: name = try message.text(content)
            case 4: operation = try message.text(content)
            case 5:
                if let (key, value) = try Self.attribute(try message.reader(content)) { attributes[key] = value }
            case 7: domain = try message.text(content)
            default: break
            }
        }
    }

    private static func attribute(_ message: ProtobufReader) throws(InputError) -> (String, Attribute)? {
        var (message, name, value): (ProtobufReader, String, Attribute?) = (message, "", nil)
        var (integers, texts) = ([Int](), [String]())
        while let (number, content) = try message.next() {
            switch number {
            case 1: name = try message.text(content)
            case 2: value = .number(try message.float(content))
            case 3: value = .integer(try message.integer(content))
            case 4: value = .text(try message.text(content))
            case 5: value = .tensor(try ONNXTensor(try message.reader(content)))
            case 8: try message.append(integers: content, to: &integers)
            case 9: texts.append(try message.text(content))
            default: break
            }
        }
        if !integers.isEmpty { value = .integers(integers) }
        if !texts.isEmpty { value = .texts(texts) }
        return value.map { (name, $0) }
    }

    /// The name of an input that may be left out.
    func input(_ index: Int) -> String? { inputs.indices.contains(index) && !inputs[index].isEmpty ? inputs[index] : nil }

    func integer(_ key: String) -> Int? { if case .integer(let value)? = attributes[key] { value } else { nil } }

    func number(_ key: String) -> Double? { if case .number(let value)? = attributes[key] { value } else { nil } }

    func text(_ key: String) -> String? { if case .text(let value)? = attributes[key] { value } else { nil } }

    func integers(_ key: String) -> [Int]? { if case .integers(let value)? = attributes[key] { value } else { nil } }

    func texts(_ key: String) -> [String]? { if case .texts(let value)? = attributes[key] { value } else { nil } }

    func tensor(_ key: String) -> ONNXTensor? { if case .tensor(let value)? = attributes[key] { value } else { nil } }

    /// The error of something in it that no layer here does.
    func unmapped(_ expected: String, found: String, advice: String? = nil) -> InputError {
        InputError(.malformed, subject, expected: expected, found: found, advice: advice)
    }
}
