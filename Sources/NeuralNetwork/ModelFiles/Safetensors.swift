import Basics

/// The safetensors format: an 8-byte length (little-endian), a JSON header that names every tensor with its type, shape and
/// bytes, then the bytes.
///
/// Everything in a file is checked before memory is taken or a network is touched.
/// Source: the format's description in the `safetensors` project of Hugging Face.
public struct Safetensors: Sendable {
    /// One tensor's place in the data.
    public struct Tensor: Hashable, Sendable {
        /// The tensor's name in the header: `0.weight`.
        public let name: String
        /// Forms in which elements are stored.
        public let type: ElementType
        /// Sizes of its axes.
        public let shape: Shape
        /// Bytes within the data, which begins after the header.
        public let bytes: Range<Int>
    }

    /// The element types that are understood: floating point of any width.
    public enum ElementType: String, Hashable, Sendable, CaseIterable {
        case float16 = "F16"
        case bfloat16 = "BF16"
        case float32 = "F32"
        case float64 = "F64"

        /// The form of the elements in the file.
        var numbers: NumberType {
            switch self {
            case .float16: .float16
            case .bfloat16: .bfloat16
            case .float32: .float32
            case .float64: .float64
            }
        }

        /// Bytes of one element.
        public var size: Int { numbers.size }
    }

    /// The tensors in the header's order. Those of other types than floating point (PyTorch's counters) are left out.
    public let tensors: [Tensor]
    /// Names of the tensors that are left out, with their types: `0.num_batches_tracked (I64)`.
    public let unread: [String]
    /// The content of `__metadata__`.
    public let metadata: [String: String]
    private let bytes: [UInt8]
    private let dataStart: Int
    private static let largestHeader = 100_000_000

    /// Reads a file's bytes; `source` names it in errors.
    public init(parsing bytes: [UInt8], source: String) throws {
        guard bytes.count >= 8 else {
            throw InputError(.malformed, source, expected: "a safetensors file", found: "\(bytes.count) bytes")
        }
        if bytes.starts(with: Array("PK".utf8)), bytes[2] < 9 {
            // In place of weights, a zip archive is what torch.save writes.
            throw InputError(
                .malformed, source, expected: "a safetensors file", found: "a PyTorch file (zip)",
                advice: "save it from Python with safetensors.torch.save_file")
        }
        if let foreign = ForeignContent.recognize(bytes), !foreign.found.hasPrefix("a safetensors") {
            throw InputError(.malformed, source, expected: "a safetensors file", found: foreign.found, advice: foreign.advice)
        }
        let length = bytes.integer(at: 0, .little, as: UInt64.self) ?? 0
        guard length >= 2, length <= Safetensors.largestHeader, Int(length) <= bytes.count - 8 else {
            throw InputError(
                .malformed, source, expected: "a header within \(bytes.count - 8) bytes", found: "a length of \(length)")
        }
        self.bytes = bytes
        dataStart = 8 + Int(length)
        let header: JSONValue
        do {
            header = try JSONValue(parsing: Array(bytes[8..<dataStart]))
        } catch let error as JSONError {
            throw error.inputError(in: "\(source), header")
        }
        guard case .object(let members) = header else {
            throw InputError(.malformed, "\(source), header", expected: "an object", found: header.kindName)
        }
        var tensors: [Tensor] = []
        var unread: [String] = []
        var metadata: [String: String] = [:]
        for key in members.keys {
            guard let value = members[key] else { continue }
            if key == "__metadata__" {
                if case .object(let entries) = value {
                    for name in entries.keys { if case .string(let text)? = entries[name] { metadata[name] = text } }
                }
            } else if let tensor = try Safetensors.tensor(key, value, dataCount: bytes.count - dataStart, source) {
                tensors.append(tensor)
            } else {
                if case .string(let type)? = value["dtype"] { unread.append("\(key) (\(type))") }
            }
        }
        (self.tensors, self.metadata, self.unread) = (tensors, metadata, unread)
    }

    /// Bytes of the file that begins so, as its header has it: whoever reads from a pipe need not read on for ever. Nil as long as the
    /// header is not all there.
    public static func size(ofFileBeginning bytes: [UInt8]) -> Int? {
        guard let length = bytes.integer(at: 0, .little, as: UInt64.self) else { return nil }
        guard length >= 2, length <= largestHeader else { return 8 }
        let start = 8 + Int(length)
        guard bytes.count >= start else { return nil }
        guard case .object(let members)? = try? JSONValue(parsing: Array(bytes[8..<start])) else { return start }
        return members.keys.reduce(start) { size, key in
            guard case .array(let offsets)? = members[key]?["data_offsets"], case .number(let end)? = offsets.last else {
                return size
            }
            return max(size, start + Int(saturating: max(0, min(end, 0x1p52))))
        }
    }

    private static func tensor(_ name: String, _ value: JSONValue, dataCount: Int, _ source: String) throws -> Tensor? {
        func error(_ expected: String, found: String) -> InputError {
            InputError(.malformed, "\(source), tensor \(name)", expected: expected, found: found)
        }
        func wholes(_ key: String) throws -> [Int] {
            guard case .array(let elements)? = value[key] else {
                throw error("a list \(key)", found: value[key]?.kindName ?? "none")
            }
            return try elements.map {
                guard case .number(let number) = $0, number >= 0, number == number.rounded(), number < 0x1p53 else {
                    throw error("whole numbers in \(key)", found: $0.text)
                }
                return Int(number)
            }
        }
        guard case .string(let typeName)? = value["dtype"] else {
            throw error("a dtype", found: value["dtype"]?.kindName ?? "none")
        }
        let shape = Shape(try wholes("shape"))
        let offsets = try wholes("data_offsets")
        guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= dataCount else {
            throw error("two data_offsets within \(dataCount) bytes", found: "\(offsets)")
        }
        guard let type = ElementType(rawValue: typeName) else { return nil }
        guard let count = shape.checkedCount,
            offsets[1] - offsets[0] == count.multipliedReportingOverflow(by: type.size).partialValue,
            count <= dataCount
        else { throw error("as many bytes as \(typeName) of shape \(shape) needs", found: "\(offsets[1] - offsets[0])") }
        return Tensor(name: name, type: type, shape: shape, bytes: offsets[0]..<offsets[1])
    }

    /// A tensor's elements.
    public func values(of tensor: Tensor) -> [Double] {
        bytes.numbers(tensor.type.numbers, .little, from: dataStart + tensor.bytes.lowerBound, count: tensor.shape.count)
    }
}
