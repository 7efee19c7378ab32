/// Several keys in one text, as `backstep frame --keys 'n*3 s s x 10s'` takes them.
///
/// Tokens are separated by blanks. A token is the name of a key (`Enter`, `S-F11`, `x`), a key and how often it is pressed
/// (`n*3`), or several characters that are pressed one after the other (`10s` is `1`, `0`, `s`). Text between double quotes is
/// typed as it stands, blanks included: `":lr 0.05" Enter`.
public enum KeySequence {
    /// A sequence has at most this many keys, so that a slip of a digit cannot take all memory.
    public static let maximumCount = 1_000_000

    /// The keys that a text means, in order.
    /// - Throws: ``KeyNotationError`` that names the first token which cannot be read.
    public static func parse(_ text: String) throws(KeyNotationError) -> [KeyPress] {
        var presses: [KeyPress] = []
        for token in tokens(of: text) {
            let (keys, count) = try parse(token)
            guard count <= maximumCount, presses.count + keys.count * count <= maximumCount else {
                throw KeyNotationError(token: token.text, reason: .tooManyKeys(limit: maximumCount))
            }
            for _ in 0..<count { presses.append(contentsOf: keys) }
        }
        return presses
    }

    private enum Token {
        /// Names of keys.
        case word(String)
        /// A text between quotes.
        case quoted(String)

        var text: String {
            switch self {
            case .word(let text): text
            case .quoted(let text): "\"\(text)\""
            }
        }
    }

    /// Cuts a text at blanks, but not within quotes. A quote that no other closes before a blank or the end is a key.
    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
            rest = rest[start...]
            if rest.first == "\"", let quoted = quotation(at: rest) {
                tokens.append(.quoted(String(quoted.dropFirst().dropLast())))
                rest = rest[quoted.endIndex...]
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }

    /// The text from a quote to the next one that a blank or the end follows; nil where there is none, or nothing between them.
    private static func quotation(at text: Substring) -> Substring? {
        var end = text.index(after: text.startIndex)
        while let quote = text[end...].firstIndex(of: "\"") {
            let after = text.index(after: quote)
            if after == text.endIndex || text[after].isWhitespace {
                return quote == text.index(after: text.startIndex) ? nil : text[..<after]
            }
            end = after
        }
        return nil
    }

    private static func parse(_ token: Token) throws(KeyNotationError) -> ([KeyPress], Int) {
        switch token {
        case .word(let name): return try parse(token: name)
        case .quoted(let typed):
            for scalar in typed.unicodeScalars where scalar.properties.generalCategory == .control {
                throw KeyNotationError(token: token.text, reason: .unknownKey(suggestion: nil))
            }
            return (typed.unicodeScalars.map { KeyPress(.character($0)) }, 1)
        }
    }

    private static func parse(token: String) throws(KeyNotationError) -> ([KeyPress], Int) {
        if let key = KeyNotation.key(named: token) { return ([key], 1) }
        if let star = token.lastIndex(of: "*"), star > token.startIndex {
            let digits = token[token.index(after: star)...]
            let name = String(token[..<star])
            if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let key = KeyNotation.key(named: name) {
                guard let count = Int(digits), count <= maximumCount else {
                    throw KeyNotationError(token: token, reason: .tooManyKeys(limit: maximumCount))
                }
                guard count >= 1 else { throw KeyNotationError(token: token, reason: .countTooSmall) }
                return ([key], count)
            }
        }
        return (try characters(of: token), 1)
    }

    private static func characters(of token: String) throws(KeyNotationError) -> [KeyPress] {
        let hasPrefix = ["C-", "M-", "S-"].contains { token.hasPrefix($0) }
        // A token that begins with a colon is a command being typed.
        let looksLikeName = token.count > 2 && !token.hasPrefix(":") && KeyNotation.suggestion(for: token) != nil
        if hasPrefix || looksLikeName {
            throw KeyNotationError(token: token, reason: .unknownKey(suggestion: KeyNotation.suggestion(for: token)))
        }
        var keys: [KeyPress] = []
        for scalar in token.unicodeScalars {
            guard let key = KeyNotation.key(named: String(scalar)) else {
                throw KeyNotationError(token: token, reason: .unknownKey(suggestion: nil))
            }
            keys.append(key)
        }
        return keys
    }
}
