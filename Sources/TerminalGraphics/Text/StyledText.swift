/// A line of text whose parts have styles of their own: `StyledText([("δ₅ ", dim), ("−0.202", bold)])`.
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A part with one style.
    public struct Run: Hashable, Sendable {
        /// The characters.
        public var text: String
        /// Their look.
        public var style: Style

        /// A run of `text` in `style`.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The parts, from left to right.
    public var runs: [Run]

    /// One run.
    public init(_ text: String, _ style: Style = .plain) { runs = text.isEmpty ? [] : [Run(text, style)] }

    /// Several runs, as pairs.
    public init(_ pairs: [(String, Style)]) { runs = pairs.map { Run($0.0, $0.1) } }

    /// Several runs.
    public init(runs: [Run]) { self.runs = runs }

    /// A plain run.
    public init(stringLiteral value: String) { self.init(value) }

    /// No text at all.
    public static let empty = StyledText(runs: [])

    /// The characters without the styles.
    public var string: String { runs.map(\.text).joined() }

    /// The cells it takes.
    public var width: Int { runs.reduce(0) { $0 + $1.text.cellWidth } }

    /// Whether it takes no cell.
    public var isEmpty: Bool { runs.allSatisfy { $0.text.isEmpty } }

    /// Adds a run at the end.
    public mutating func append(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { runs.append(Run(text, style)) }
    }

    /// Adds another text at the end.
    public mutating func append(_ other: StyledText) { runs.append(contentsOf: other.runs) }

    /// One text after the other.
    public static func + (a: StyledText, b: StyledText) -> StyledText { StyledText(runs: a.runs + b.runs) }

    /// Adds another text at the end.
    public static func += (a: inout StyledText, b: StyledText) { a.append(b) }

    /// The texts one after the other, `separator` between them.
    public static func joined(_ texts: [StyledText], separator: StyledText = " ") -> StyledText {
        var result = StyledText.empty
        for (index, text) in texts.enumerated() {
            if index > 0 { result += separator }
            result += text
        }
        return result
    }

    /// The text with every run's style changed.
    public func restyled(_ change: (Style) -> Style) -> StyledText {
        StyledText(runs: runs.map { Run($0.text, change($0.style)) })
    }

    /// The text cut to `width` cells; what was cut ends in `…` (`~` in ASCII) in the style of the place where it was cut.
    public func truncated(to width: Int, glyphs: GlyphTier = .blocks) -> StyledText {
        guard width > 0 else { return .empty }
        guard self.width > width else { return self }
        var kept: [Run] = []
        var room = width
        for run in runs {
            let needed = run.text.cellWidth
            if needed < room {
                kept.append(run)
                room -= needed
            } else {
                // Something follows, or this run is too wide: one more blank makes the string's own cut end in an ellipsis.
                kept.append(Run((run.text + " ").truncated(to: room, glyphs: glyphs), run.style))
                break
            }
        }
        return StyledText(runs: kept)
    }
}
