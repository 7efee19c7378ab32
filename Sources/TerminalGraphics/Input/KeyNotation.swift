import Basics

/// The notation of keys: a character as itself, other keys by name, modifiers in front: `s`, `S`, `Space`, `C-c`, `M-x`, `S-Tab`,
/// `F11`, `S-F11`, `Enter`, `Escape`, `Up`, `PageUp`.
public enum KeyNotation {
    /// The key that a name means.
    /// - Throws: ``KeyNotationError`` for what is not the name of one key.
    public static func parse(_ name: String) throws(KeyNotationError) -> KeyPress {
        guard let press = key(named: name) else {
            throw KeyNotationError(token: name, reason: .unknownKey(suggestion: suggestion(for: name)))
        }
        return press
    }

    /// The name of a key; ``parse(_:)`` understands it.
    public static func string(_ press: KeyPress) -> String {
        var text = ""
        if press.modifiers.contains(.control) { text += "C-" }
        if press.modifiers.contains(.alt) { text += "M-" }
        if press.modifiers.contains(.shift) { text += "S-" }
        switch press.key {
        case .character(" "): text += "Space"
        case .character(let scalar): text.unicodeScalars.append(scalar)
        case .function(let number): text += "F\(number)"
        default: text += names.first { $0.key == press.key }?.name ?? ""
        }
        return text
    }

    /// The names of keys that are not characters, the preferred one first, with other common spellings behind.
    static let names: [(name: String, key: KeyPress.Key)] = [
        ("Enter", .enter), ("Escape", .escape), ("Tab", .tab), ("Backspace", .backspace), ("Delete", .delete),
        ("Insert", .insert),
        ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end), ("PageUp", .pageUp),
        ("PageDown", .pageDown), ("Space", .character(" ")),
        ("Return", .enter), ("Esc", .escape), ("Del", .delete), ("Ins", .insert), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ]

    private static let prefixes: [(text: String, modifier: KeyPress.Modifiers)] = [
        ("C-", .control), ("M-", .alt), ("S-", .shift), ("Ctrl-", .control), ("Alt-", .alt), ("Shift-", .shift),
    ]

    static func key(named name: String) -> KeyPress? {
        var rest = Substring(name)
        var modifiers: KeyPress.Modifiers = []
        // A last character that looks like a prefix's dash is the key itself: `C--` is control and minus.
        search: while true {
            for prefix in prefixes where rest.count > prefix.text.count && rest.hasPrefix(prefix.text) {
                modifiers.insert(prefix.modifier)
                rest = rest.dropFirst(prefix.text.count)
                continue search
            }
            break
        }
        if let named = names.first(where: { $0.name == rest }) { return KeyPress(named.key, modifiers) }
        if rest.first == "F", let number = Int(rest.dropFirst()), (1...63).contains(number), rest.dropFirst().first != "0",
            rest.dropFirst().first != "+"
        {
            return KeyPress(.function(number), modifiers)
        }
        guard rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first, scalar.value > 0x20, scalar.value != 0x7F
        else { return nil }
        return character(scalar, modifiers)
    }

    /// Shift on a letter is the capital letter; control does not tell capitals from small letters.
    private static func character(_ scalar: Unicode.Scalar, _ modifiers: KeyPress.Modifiers) -> KeyPress {
        var scalar = scalar
        var modifiers = modifiers
        if modifiers.contains(.control), ("A"..."Z").contains(scalar) {
            scalar = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        } else if modifiers.contains(.shift), scalar.properties.isAlphabetic {
            let upper = scalar.properties.uppercaseMapping.unicodeScalars
            if upper.count == 1, let only = upper.first, !modifiers.contains(.control) {
                scalar = only
                modifiers.remove(.shift)
            }
        }
        return KeyPress(.character(scalar), modifiers)
    }

    /// A key name that `token` was probably meant to be: the same but for capitals, or a letter or two away.
    static func suggestion(for token: String) -> String? {
        let lowered = token.lowercased()
        let all = names.map(\.name) + (1...12).map { "F\($0)" }
        if let same = all.first(where: { $0.lowercased() == lowered }) { return same }
        guard token.count >= 4 else { return nil }
        let near = all.map { ($0, NearestName.distance($0.lowercased(), lowered)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= 2, near.1 * 2 < near.0.count else { return nil }
        return near.0
    }
}

extension KeyPress: CustomStringConvertible {
    /// The key in ``KeyNotation``.
    public var description: String { KeyNotation.string(self) }
}

/// A text that is not the name of a key, or not a sequence of keys.
public struct KeyNotationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The fault of the token.
    public enum Reason: Hashable, Sendable {
        /// Not the name of a key; perhaps one was meant.
        case unknownKey(suggestion: String?)
        /// A repetition of less than one.
        case countTooSmall
        /// More keys in all than a sequence may have.
        case tooManyKeys(limit: Int)
    }

    /// The part of the text that could not be read.
    public let token: String
    /// Its fault, in words.
    public let reason: Reason

    /// One line for the person who wrote it.
    public var description: String {
        switch reason {
        case .unknownKey(let suggestion?): return "keys: '\(token)' is not a key; did you mean '\(suggestion)'?"
        case .unknownKey(nil):
            return "keys: '\(token)' is not a key; keys are written like s, Space, C-c, S-Tab, F11, Enter, PageUp"
        case .countTooSmall: return "keys: '\(token)' repeats a key less than once; write a count of 1 or more, like n*3"
        case .tooManyKeys(let limit): return "keys: '\(token)' makes more than \(limit) keys; use fewer repetitions"
        }
    }
}
