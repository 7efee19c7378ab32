/// Why an expression cannot be read, and where.
public struct WatchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error of a text that does not go on as it should: the token expected, the one found.
    public let message: String
    /// The first wrong character.
    public let position: Int

    package init(_ message: String, at position: Int) {
        self.message = message
        self.position = position
    }

    public var description: String { message }
}

/// Cuts an expression into numbers, names and signs that know where they stand.
package struct WatchLexer {
    package enum Kind: Hashable {
        case number(Double)
        case name
        case sign
        case end
    }

    package struct Token: Hashable {
        package var kind: Kind
        /// As it is written, but signs and Greek letters in one spelling.
        package var text: String
        package var start: Int
        package var end: Int
    }

    /// Other ways to write a sign.
    private static let spellings: [String: String] = [
        "≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "−": "-", "×": "*", "·": "*", "÷": "/", "‖": "|", "&&": "and", "||": "|",
    ]
    private static let names: [String: String] = ["δ": "delta", "η": "lr", "Δw": "dw", "∂w": "g", "Δ": "dw", "∞": "inf"]
    private static let signs = Set("<>=!+-*/()[],|%≤≥≠−×·÷‖".unicodeScalars)

    package static func tokens(of text: String) throws(WatchError) -> [Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var index = 0
        func string(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
        while index < scalars.count {
            let scalar = scalars[index]
            let start = index
            if scalar == " " {
                index += 1
            } else if isDigit(scalar) || (scalar == "." && index + 1 < scalars.count && isDigit(scalars[index + 1])) {
                index = endOfNumber(scalars, from: index)
                guard let value = Double(string(start..<index)), value.isFinite else {
                    throw WatchError("'\(string(start..<index))' is no number that can be held", at: start)
                }
                tokens.append(Token(kind: .number(value), text: string(start..<index), start: start, end: index))
            } else if isLetter(scalar) {
                while index < scalars.count, isLetter(scalars[index]) || isDigit(scalars[index]) { index += 1 }
                // `held-out` is one word.
                if string(start..<index) == "held", index + 4 <= scalars.count,
                    ["-out", "−out"].contains(string(index..<index + 4))
                {
                    index += 4
                }
                let name = string(start..<index)
                let one = name.hasPrefix("held") && name.hasSuffix("out") ? "heldout" : Self.names[name] ?? name
                tokens.append(Token(kind: .name, text: one, start: start, end: index))
            } else if signs.contains(scalar) {
                let pair = index + 1 < scalars.count ? string(index..<index + 2) : ""
                let isPair = ["<=", ">=", "!=", "=="].contains(pair)
                index += isPair ? 2 : 1
                let sign = isPair ? pair : string(start..<index)
                tokens.append(Token(kind: .sign, text: spellings[sign] ?? sign, start: start, end: index))
            } else {
                throw WatchError("'\(scalar)' has no meaning here", at: index)
            }
        }
        tokens.append(Token(kind: .end, text: "", start: scalars.count, end: scalars.count))
        return tokens
    }

    private static func endOfNumber(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count, isDigit(scalars[index]) || scalars[index] == "." { index += 1 }
        // 1e-4
        if index < scalars.count, scalars[index] == "e" || scalars[index] == "E" {
            var digits = index + 1
            if digits < scalars.count, scalars[digits] == "-" || scalars[digits] == "+" { digits += 1 }
            if digits < scalars.count, isDigit(scalars[digits]) {
                while digits < scalars.count, isDigit(scalars[digits]) { digits += 1 }
                index = digits
            }
        }
        return index
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "_" || scalar == "∂" || scalar == "∞" || scalar == "Δ"
    }
}
