import Basics

/// The fields of a protobuf message, one after the other: the part of the wire format that files need.
///
/// Every length is held against the bytes that are there before anything is made of it. A message within it is read by a reader of its
/// own, over the same bytes; so nesting is as deep as whoever reads follows it, and never as deep as a file says.
/// Source: "Encoding" in the Protocol Buffers documentation.
struct ProtobufReader {
    /// The content of one field.
    enum Content {
        /// A varint.
        case integer(UInt64)
        /// Eight bytes, lowest first.
        case fixed64(UInt64)
        /// Four bytes, lowest first.
        case fixed32(UInt32)
        /// A text, a message, or numbers one after the other: the bytes' places in the file.
        case bytes(Range<Int>)
    }

    /// The bytes of the whole file.
    let bytes: [UInt8]
    /// The name of the file, for errors.
    let source: String
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], source: String) {
        self.init(bytes, 0..<bytes.count, source: source)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, source: String) {
        (self.bytes, self.source, position, end) = (bytes, source, range.lowerBound, range.upperBound)
    }

    /// The next field, nil at the end of the message.
    mutating func next() throws(InputError) -> (number: Int, content: Content)? {
        guard position < end else { return nil }
        let tag = try varint()
        guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw malformed("a field's number", found: "\(tag >> 3)") }
        let content: Content
        switch tag & 7 {
        case 0: content = .integer(try varint())
        case 1: content = .fixed64(try fixed(UInt64.self))
        case 2:
            let length = try varint()
            guard length <= UInt64(end - position) else {
                throw malformed("at most \(end - position) bytes to come", found: "a length of \(length)")
            }
            content = .bytes(position..<(position + Int(length)))
            position += Int(length)
        case 5: content = .fixed32(try fixed(UInt32.self))
        default: throw malformed("a field of wire type 0, 1, 2 or 5", found: "\(tag & 7)")
        }
        return (Int(tag >> 3), content)
    }

    /// The message, text or numbers at a place that a field has named.
    func reader(_ content: Content) throws(InputError) -> ProtobufReader {
        ProtobufReader(bytes, try range(content), source: source)
    }

    /// The bytes' places of a field that has them.
    func range(_ content: Content) throws(InputError) -> Range<Int> {
        guard case .bytes(let range) = content else { throw malformed("a text or a message", found: "a number") }
        return range
    }

    /// A text; what is no UTF-8 in it is replaced.
    func text(_ content: Content) throws(InputError) -> String {
        String(decoding: bytes[try range(content)], as: UTF8.self)
    }

    /// A whole number.
    func integer(_ content: Content) throws(InputError) -> Int {
        guard case .integer(let number) = content else { throw malformed("a whole number", found: "something else") }
        return Int(Int64(bitPattern: number))
    }

    /// A number of single precision.
    func float(_ content: Content) throws(InputError) -> Double {
        guard case .fixed32(let bits) = content else { throw malformed("a number of four bytes", found: "something else") }
        return Double(Float(bitPattern: bits))
    }

    /// Adds whole numbers of a repeated field, which may stand alone or packed together.
    func append(integers content: Content, to numbers: inout [Int]) throws(InputError) {
        guard case .bytes = content else { return numbers.append(try integer(content)) }
        var packed = try reader(content)
        while packed.position < packed.end { numbers.append(Int(Int64(bitPattern: try packed.varint()))) }
    }

    /// Adds numbers of single or double precision of a repeated field, which may stand alone or packed together.
    func append(floats content: Content, double: Bool, to numbers: inout [Double]) throws(InputError) {
        switch content {
        case .fixed32(let bits): numbers.append(Double(Float(bitPattern: bits)))
        case .fixed64(let bits): numbers.append(Double(bitPattern: bits))
        case .integer: throw malformed("numbers with a fraction", found: "a whole number")
        case .bytes(let range):
            let type: NumberType = double ? .float64 : .float32
            guard range.count % type.size == 0 else {
                throw malformed("a multiple of \(type.size) bytes", found: "\(range.count)")
            }
            numbers += bytes.numbers(type, .little, from: range.lowerBound, count: range.count / type.size)
        }
    }

    private mutating func varint() throws(InputError) -> UInt64 {
        var (number, shift) = (UInt64(0), UInt64(0))
        while position < end {
            let byte = bytes[position]
            position += 1
            guard shift < 63 || byte <= 1 else { break }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw malformed("a number of at most ten bytes", found: position < end ? "a longer one" : "the end")
    }

    private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws(InputError) -> Number {
        guard end - position >= MemoryLayout<Number>.size, let number = bytes.integer(at: position, .little, as: type) else {
            throw malformed("\(MemoryLayout<Number>.size) bytes to come", found: "\(end - position)")
        }
        position += MemoryLayout<Number>.size
        return number
    }

    private func malformed(_ expected: String, found: String) -> InputError {
        InputError(.malformed, "\(source), byte \(position)", expected: expected, found: found)
    }
}
