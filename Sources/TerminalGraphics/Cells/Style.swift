/// The look of a cell: foreground, background, and attributes.
public struct Style: Hashable, Sendable {
    /// Attributes that a character has besides its colors.
    public struct Attributes: OptionSet, Hashable, Sendable {
        /// A bit for each attribute.
        public let rawValue: UInt8
        /// Attributes by their bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Heavier strokes.
        public static let bold = Attributes(rawValue: 1)
        /// Fainter than plain text.
        public static let dim = Attributes(rawValue: 2)
        /// A line below.
        public static let underline = Attributes(rawValue: 4)
        /// Foreground and background exchanged: the one emphasis that every terminal has.
        public static let reverse = Attributes(rawValue: 8)
        /// Slanted, where the terminal's font can.
        public static let italic = Attributes(rawValue: 16)
    }

    /// Color of the character.
    public var foreground: Color
    /// Color of the rest of the cell.
    public var background: Color
    /// Attributes of the character.
    public var attributes: Attributes

    /// A style of colors and attributes; the terminal's own where nothing is given.
    public init(_ foreground: Color = .terminal, on background: Color = .terminal, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colors without attributes.
    public static let plain = Style()

    /// The same with more attributes.
    public func with(_ extra: Attributes) -> Style {
        Style(foreground, on: background, attributes.union(extra))
    }

    /// The same on another background.
    public func on(_ background: Color) -> Style { Style(foreground, on: background, attributes) }
}
