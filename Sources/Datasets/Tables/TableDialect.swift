/// The form of a table's text: what stands between its cells, around them, and in its numbers.
struct TableDialect: Hashable, Sendable {
    var separator: UInt8
    var decimal: UInt8
    var quote: UInt8

    static let blank = UInt8(ascii: " ")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let tab = UInt8(ascii: "\t")
    static let bar = UInt8(ascii: "|")
    static let point = UInt8(ascii: ".")

    /// The separators in a sentence.
    var separatorName: String {
        switch separator {
        case Self.comma: "commas"
        case Self.semicolon: "semicolons"
        case Self.tab: "tabs"
        case Self.bar: "bars"
        case Self.blank: "blanks"
        default: "'\(Character(Unicode.Scalar(separator)))'"
        }
    }
}
