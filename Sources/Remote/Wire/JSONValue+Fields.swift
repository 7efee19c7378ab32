import Basics

// Fields of messages. What a peer sends may be of any kind, so that each is nil where it is not what it is read as.

extension JSONValue {
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A number; NaN and infinities travel as `"nan"`, `"inf"` and `"-inf"`.
    var number: Double? {
        switch self {
        case .number(let value): value
        case .string("nan"): .nan
        case .string("inf"): .infinity
        case .string("-inf"): -.infinity
        default: nil
        }
    }

    /// A whole number that a double holds exactly.
    var integer: Int? {
        guard case .number(let value) = self, value.rounded() == value, abs(value) < 0x1p53 else { return nil }
        return Int(value)
    }

    /// A whole number that is not negative.
    var count: Int? { integer.flatMap { $0 >= 0 ? $0 : nil } }

    /// A whole number that may be larger than a double holds, and is then decimal text.
    var wideInteger: Int64? { string.flatMap { Int64($0) } ?? integer.map(Int64.init) }
}

extension JSONValue {
    static func integer(_ value: Int) -> JSONValue { .number(Double(value)) }
}
