import Basics

/// A tensor of an ONNX file: its type and shape, and where its numbers are.
struct ONNXTensor {
    /// Where the numbers are.
    private enum Storage {
        /// Bytes within the file.
        case raw(Range<Int>)
        /// In fields of their own type, read already.
        case numbers([Double])
        /// In a file beside it.
        case external(path: String, offset: Int, length: Int?)
    }

    let name: String
    let shape: [Int]
    private let type: Int
    private let storage: Storage

    /// ONNX's numbers of the element types that are read; with the byte sizes that they have in files.
    private static let types: [Int: NumberType] = [
        1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool, 10: .float16, 11: .float64,
        12: .uint32, 13: .uint64, 16: .bfloat16,
    ]

    /// Whether its elements are whole numbers or truth values.
    var isWhole: Bool { Self.types[type].map { !$0.isFloatingPoint } ?? false }

    /// Number of elements.
    var count: Int { shape.reduce(1, *) }

    init(_ message: ProtobufReader) throws(InputError) {
        var (message, name, shape, type) = (message, "", [Int](), 0)
        var (raw, numbers, whole, isExternal): (Range<Int>?, [Double], [Int], Bool) = (nil, [], [], false)
        var entries: [String: String] = [:]
        while let (number, content) = try message.next() {
            switch number {
            case 1: try message.append(integers: content, to: &shape)
            case 2: type = try message.integer(content)
            case 4: try message.append(floats: content, double: false, to: &numbers)
            case 5, 7, 11: try message.append(integers: content, to: &whole)
            case 8: name = try message.text(content)
            case 9: raw = try message.range(content)
            case 10: try message.append(floats: content, double: true, to: &numbers)
            case 13:
                let (key, value) = try Self.entry(try message.reader(content))
                entries[key] = value
            case 14: isExternal = try message.integer(content) == 1
            default: break
            }
        }
        (self.name, self.shape, self.type) = (name, shape, type)
        let subject = "\(message.source), tensor \(name)"
        guard let numberType = Self.types[type] else {
            throw InputError(.malformed, subject, expected: "numbers", found: "element type \(type) of ONNX")
        }
        guard shape.count <= 16, let count = Shape(shape).checkedCount, count <= 1 << 40 else {
            throw InputError(
                .malformed, subject, expected: "sizes that a file can have", found: "\(Shape(Array(shape.prefix(16))))")
        }
        func check(_ found: Int, _ unit: String, size: Int) throws(InputError) {
            guard found == count * size else {
                throw InputError(
                    .malformed, subject, expected: "\(count * size) \(unit) for shape \(Shape(shape))", found: "\(found)")
            }
        }
        if isExternal {
            guard let path = entries["location"], let offset = Int(entries["offset"] ?? "0"), offset >= 0 else {
                throw InputError(.malformed, subject, expected: "the place of its numbers", found: "\(entries)")
            }
            storage = .external(path: path, offset: offset, length: entries["length"].flatMap(Int.init))
        } else if let raw {
            try check(raw.count, "bytes", size: numberType.size)
            storage = .raw(raw)
        } else {
            // Halves stand as their bits among the whole numbers.
            switch numberType {
            case .float16, .bfloat16:
                let bits = whole.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
                numbers = bits.numbers(numberType, .little, count: whole.count)
            case .float32, .float64: break
            default: numbers = whole.map(Double.init)
            }
            try check(numbers.count, "numbers", size: 1)
            storage = .numbers(numbers)
        }
    }

    private static func entry(_ message: ProtobufReader) throws(InputError) -> (String, String) {
        var (message, key, value) = (message, "", "")
        while let (number, content) = try message.next() {
            if number == 1 { key = try message.text(content) }
            if number == 2 { value = try message.text(content) }
        }
        return (key, value)
    }

    /// The elements, in row-major order.
    /// - Parameter file: the file that the tensor was read from.
    func numbers(in file: ONNXContent) throws -> [Double] {
        guard let type = Self.types[type] else { return [] }
        switch storage {
        case .numbers(let numbers): return numbers
        case .raw(let range): return file.bytes.numbers(type, .little, from: range.lowerBound, count: count)
        case .external(let path, let offset, let length):
            let subject = "\(file.source), tensor \(name)"
            // A file never says to read something from elsewhere on the machine.
            guard !path.isEmpty, !path.contains("/"), !path.contains("\\"), path != "..", path != "." else {
                throw InputError(
                    .malformed, subject, expected: "numbers in the same folder", found: "in \(InputError.quoted(path))")
            }
            let bytes = try file.companion(path)
            let needed = count.multipliedReportingOverflow(by: type.size)
            guard !needed.overflow, length == nil || length == needed.partialValue, offset <= bytes.count,
                needed.partialValue <= bytes.count - offset
            else {
                throw InputError(
                    .malformed, subject, expected: "\(needed.partialValue) bytes from byte \(offset) of \(path) on",
                    found: "\(length.map { "\($0), in " } ?? "")a file of \(bytes.count) bytes")
            }
            return bytes.numbers(type, .little, from: offset, count: count)
        }
    }
}
