/// Text that is not JSON: where, what was expected, what was found.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Line of the mistake, from 1.
    public let line: Int
    /// Byte within the line, from 1.
    public let column: Int
    /// The text that would have been right.
    public let expected: String
    /// The text that was there.
    public let found: String

    public var description: String { "line \(line), column \(column): expected \(expected), found \(found)" }

    /// The same as an error of the file, or part of one, that the text was read from.
    public func inputError(in subject: String) -> InputError {
        InputError(.malformed, "\(subject), JSON line \(line), column \(column)", expected: expected, found: found)
    }
}

/// Reads JSON (RFC 8259) from UTF-8 bytes. Nesting deeper than 128 and keys that come twice are errors: files are not trusted.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private static let deepest = 128

    static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        try bytes.withUnsafeBufferPointer { try parse($0) }
    }

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        if parser.position < bytes.count { throw parser.error("the end") }
        return value
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func value(depth: Int) throws -> JSONValue {
        if depth > JSONParser.deepest { throw error("nesting of at most \(JSONParser.deepest)") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"): return .number(try number())
        case let digit? where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"): return .number(try number())
        default: throw error("a value")
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        position += 1
        var object = JSONObject()
        skipSpace()
        if take("}") { return .object(object) }
        repeat {
            skipSpace()
            if peek != UInt8(ascii: "\"") { throw error("a key") }
            let key = try string()
            skipSpace()
            if !take(":") { throw error("':'") }
            if object[key] != nil { throw error("every key once, not \"\(key)\" again") }
            object[key] = try value(depth: depth + 1)
            skipSpace()
        } while take(",")
        if !take("}") { throw error("',' or '}'") }
        return .object(object)
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        if !take("]") { throw error("',' or ']'") }
        return .array(elements)
    }

    private mutating func number() throws -> Double {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || "+-.eE".utf8.contains(byte) {
            position += 1
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        // A number too large for a double reads as infinity; that is not what a file can have meant.
        guard let value = Double(text), value.isFinite else {
            position = start
            throw error("a number that a double can hold")
        }
        return value
    }

    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw error("UTF-8 text") }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw error("no control character in a string")
            default: text.append(byte)
            }
        }
        throw error("'\"'")
    }

    private mutating func escape() throws -> String {
        guard let byte = peek else { throw error("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try unit()
            guard first & 0xFC00 == 0xD800 else {
                guard let scalar = Unicode.Scalar(UInt32(first)) else { throw error("a whole surrogate pair") }
                return String(Character(scalar))
            }
            guard take("\\"), take("u") else { throw error("a whole surrogate pair") }
            let second = try unit()
            let code = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
            guard second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(code) else { throw error("a whole surrogate pair") }
            return String(Character(scalar))
        default: throw error("an escape")
        }
    }

    private mutating func unit() throws -> UInt16 {
        guard position + 4 <= bytes.count else { throw error("four hexadecimal digits") }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<(position + 4)]), as: UTF8.self)
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }), let value = UInt16(text, radix: 16)
        else {
            throw error("four hexadecimal digits")
        }
        position += 4
        return value
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws -> JSONValue {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count, (0..<text.utf8CodeUnitCount).allSatisfy({ bytes[position + $0] == text.utf8Start[$0] }) else {
            throw error("a value")
        }
        position = end
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func error(_ expected: String) -> JSONError {
        var line = 1
        var column = 1
        for byte in bytes[..<min(position, bytes.count)] {
            if byte == 0x0A { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        let found = peek.map { $0 >= 0x21 && $0 < 0x7F ? "'\(Character(Unicode.Scalar($0)))'" : "byte \($0)" } ?? "the end"
        return JSONError(line: line, column: column, expected: expected, found: found)
    }
}

extension JSONValue {
    /// Reads JSON from UTF-8 bytes. Throws a `JSONError`.
    public init(parsing bytes: [UInt8]) throws { self = try JSONParser.parse(bytes) }

    /// Reads JSON from text. Throws a `JSONError`.
    public init(parsing text: String) throws { self = try JSONParser.parse(Array(text.utf8)) }
}
