import Basics

/// A table's form as a person says it: `separator:;,decimal:,`. Whatever is not said is found out.
public struct TableOptions: Hashable, Sendable {
    /// The treatment of rows that lack a number.
    public enum Gaps: String, Hashable, Sendable, CaseIterable {
        /// A row with a gap is left out.
        case drop
        /// A gap is filled: with the mean of the training rows; of words, with none of them.
        case fill
    }

    /// The treatment of columns of words.
    public enum Words: String, Hashable, Sendable, CaseIterable {
        /// Each word becomes an input that is 1 where the row has it.
        case oneHot = "one-hot"
        case drop
    }

    /// The byte between cells; a blank stands for any number of them.
    public var separator: UInt8?
    /// The byte before a number's fraction: a point or a comma.
    public var decimal: UInt8?
    /// The byte around cells that may hold a separator.
    public var quote: UInt8?
    /// Whether the first line has the columns' names.
    public var header: Bool?
    /// The encoding of the text.
    public var encoding: TableEncoding?
    /// The treatment of rows that have gaps.
    public var gaps: Gaps?
    /// The treatment of columns of words.
    public var words: Words?
    /// Columns that are no inputs.
    public var without: [String] = []

    /// Nothing said: everything is found out.
    public init() {}

    private enum Key: String, CaseIterable {
        case separator, decimal, quote, header, encoding, gaps, words, without
    }

    /// Reads settings with commas between them, as in `separator:;,decimal:,,header:no`.
    public init(parsing text: String) throws(InputError) {
        for (name, value) in try Self.parts(of: text) {
            guard let key = Key(rawValue: name) else {
                throw .unknown(.usage, "table '\(text)'", "a setting of tables", found: name, among: Key.allCases.map(\.rawValue))
            }
            try set(key, value, text)
        }
    }

    /// Cuts at commas that a known name and a colon follow, so that a comma can be a value.
    private static func parts(of text: String) throws(InputError) -> [(String, String)] {
        var parts: [(String, String)] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = piece.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides[0].trimmingBlanks
            let isKey = sides.count == 2 && !name.isEmpty && name.allSatisfy(\.isLetter)
            if isKey {
                parts.append((name, String(sides[1])))
            } else if parts.isEmpty {
                throw InputError(
                    "table '\(text)'", expected: "settings such as 'separator:;,decimal:,'",
                    found: InputError.quoted(String(piece)),
                    advice: "settings are \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
            } else {
                parts[parts.count - 1].1 += "," + piece
            }
        }
        return parts
    }

    private mutating func set(_ key: Key, _ value: String, _ text: String) throws(InputError) {
        func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(InputError) -> Choice
        where Choice.RawValue == String {
            let plain = value.trimmingBlanks.lowercased()
            if let found = Choice(rawValue: plain) { return found }
            throw .unknown(
                .usage, "table '\(text)': \(key.rawValue)", "a value of \(key.rawValue)", found: value,
                among: Choice.allCases.map(\.rawValue))
        }
        func byte(_ names: [String: Character], _ expected: String) throws(InputError) -> UInt8 {
            let plain = value.count == 1 ? value : value.trimmingBlanks
            let character = names[plain.lowercased()] ?? (plain.count == 1 ? plain.first : nil)
            guard let byte = character?.asciiValue, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
                throw InputError("table '\(text)': \(key.rawValue)", expected: expected, found: InputError.quoted(value))
            }
            return byte
        }
        switch key {
        case .separator:
            separator = try byte(
                [
                    "comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "blank": " ", "blanks": " ", "space": " ",
                    "bar": "|",
                ],
                "a character, or comma, semicolon, tab, blank or bar")
        case .decimal:
            decimal = try byte(["comma": ",", "point": "."], "'.' or ','")
            guard decimal == UInt8(ascii: ".") || decimal == UInt8(ascii: ",") else {
                throw InputError("table '\(text)': decimal", expected: "'.' or ','", found: InputError.quoted(value))
            }
        case .quote: quote = try byte(["double": "\"", "single": "'"], "a character, or double or single")
        case .header: header = try choice(YesOrNo.self) == .yes
        case .encoding:
            guard let named = TableEncoding(named: value.trimmingBlanks) else {
                throw .unknown(
                    .usage, "table '\(text)': encoding", "an encoding", found: value,
                    among: TableEncoding.allCases.map(\.rawValue))
            }
            encoding = named
        case .gaps: gaps = try choice(Gaps.self)
        case .words: words = try choice(Words.self)
        case .without: without += value.split(separator: "+").map(\.trimmingBlanks).filter { !$0.isEmpty }
        }
    }

    private enum YesOrNo: String, CaseIterable { case yes, no }
}

extension TableOptions: CustomStringConvertible {
    /// As ``init(parsing:)`` reads it; empty where nothing is said.
    public var description: String {
        func character(_ byte: UInt8) -> String {
            switch byte {
            case UInt8(ascii: "\t"): "tab"
            case UInt8(ascii: " "): "blank"
            default: String(Character(Unicode.Scalar(byte)))
            }
        }
        let parts: [(Key, String?)] = [
            (.separator, separator.map(character)), (.decimal, decimal.map(character)), (.quote, quote.map(character)),
            (.header, header.map { $0 ? "yes" : "no" }), (.encoding, encoding?.rawValue), (.gaps, gaps?.rawValue),
            (.words, words?.rawValue), (.without, without.isEmpty ? nil : without.joined(separator: "+")),
        ]
        return parts.compactMap { key, value in value.map { "\(key.rawValue):\($0)" } }.joined(separator: ",")
    }
}

extension StringProtocol {
    /// The text without blanks around it.
    var trimmingBlanks: String {
        var part = self[...]
        while let first = part.first, first.isWhitespace { part = part.dropFirst() }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }
}
