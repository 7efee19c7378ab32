/// One key as pressed, with its modifiers. Shift is recorded only where it does not already change the character (`S` is `S`,
/// not shift-s).
public struct KeyPress: Hashable, Sendable {
    /// A key without its modifiers.
    public enum Key: Hashable, Sendable {
        case character(Unicode.Scalar)
        case enter, escape, tab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        case function(Int)
    }

    /// Keys that are held beside another one.
    public struct Modifiers: OptionSet, Hashable, Sendable {
        /// A bit for each modifier.
        public let rawValue: UInt8
        /// Modifiers by their bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Shift, where the character does not show it.
        public static let shift = Modifiers(rawValue: 1)
        /// Control.
        public static let control = Modifiers(rawValue: 2)
        /// Alt or Meta: what terminals send as Escape and the key.
        public static let alt = Modifiers(rawValue: 4)
    }

    /// The key.
    public var key: Key
    /// The modifiers that were held.
    public var modifiers: Modifiers

    /// A key and its modifiers.
    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// A character as it was typed.
    public static func character(_ scalar: Unicode.Scalar) -> KeyPress { KeyPress(.character(scalar)) }
    /// A character with Control held.
    public static func control(_ scalar: Unicode.Scalar) -> KeyPress { KeyPress(.character(scalar), .control) }
}
