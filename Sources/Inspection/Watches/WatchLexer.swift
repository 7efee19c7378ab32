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
    private static let names: [String: String] = [
        "δ": "delta", "η": "lr", "eta": "lr", "Δw": "dw", "Δb": "db", "∂w": "g", "Δ": "dw", "∞": "inf", "L": "loss",
    ]
    /// Letters that have a layer's number behind them: `w₁[0,1]`, `delta2[5]`.
    private static let layered: Set<String> = ["w", "b", "g", "gb", "dw", "db", "z", "a", "da", "fp", "delta", "A"]
    /// Gradients by what they are the gradient of: `∂L/∂w`.
    private static let gradients = ["w": "g", "b": "gb", "z": "delta", "a": "da"]
    private static let signs = Set("<>=!+-*/()[],|%≤≥≠−×·÷‖@".unicodeScalars)

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
            } else if let end = endOfQuotient(scalars, from: index) {
                // ∂L/∂w₁[0,1]
                index = end
                while index < scalars.count, isLetter(scalars[index]) { index += 1 }
                let of = string(end..<index)
                guard let name = Self.gradients[of] else {
                    throw WatchError(
                        "no quantity is called '\(string(start..<index))'; ∂L/∂w, ∂L/∂b, ∂L/∂z and ∂L/∂a are", at: start)
                }
                tokens += layered(name, scalars, start, &index) ?? [Token(kind: .name, text: name, start: start, end: index)]
            } else if isLetter(scalar) {
                while index < scalars.count, isLetter(scalars[index]) || isDigit(scalars[index]) { index += 1 }
                // `held-out` is one word.
                if string(start..<index) == "held", index + 4 <= scalars.count,
                    ["-out", "−out"].contains(string(index..<index + 4))
                {
                    index += 4
                }
                let name = string(start..<index)
                let base = String(String.UnicodeScalarView(name.unicodeScalars.prefix { !isDigit($0) }))
                var end = start + base.unicodeScalars.count
                if let own = layered(Self.names[base] ?? base, scalars, start, &end) {
                    tokens += own
                    index = end
                    continue
                }
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

    /// A name with its layer behind it, as one that has it in its brackets: `w₁[0,1]` and `w1[0,1]` are `w[1,0,1]`, and `w₁` is
    /// `w[1]`. Nil where no layer stands there.
    /// - Parameter index: where the layer may stand; behind all that belongs to it afterwards.
    private static func layered(_ name: String, _ scalars: [Unicode.Scalar], _ start: Int, _ index: inout Int) -> [Token]? {
        guard layered.contains(name) else { return nil }
        var (end, number) = (index, 0)
        while end < scalars.count, let digit = digit(scalars[end]), number < 1000 {
            (end, number) = (end + 1, 10 * number + digit)
        }
        guard end > index else { return nil }
        let hasElement = end < scalars.count && scalars[end] == "["
        let place = (start: index, end: end)
        index = end + (hasElement ? 1 : 0)
        return [
            Token(kind: .name, text: name, start: start, end: place.start),
            Token(kind: .sign, text: "[", start: place.start, end: place.start),
            Token(kind: .number(Double(number)), text: String(number), start: place.start, end: place.end),
            Token(kind: .sign, text: hasElement ? "," : "]", start: place.end, end: index),
        ]
    }

    /// The value of a digit, in its usual place or as a subscript.
    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x30...0x39: Int(scalar.value - 0x30)
        case 0x2080...0x2089: Int(scalar.value - 0x2080)
        default: nil
        }
    }

    /// Behind `∂L/∂` or `dL/d`; nil where neither stands.
    private static func endOfQuotient(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard start + 4 < scalars.count, isLetter(scalars[start + 4]) else { return nil }
        let beginning = Array(scalars[start..<start + 4])
        return beginning == ["∂", "L", "/", "∂"] || beginning == ["d", "L", "/", "d"] ? start + 4 : nil
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
