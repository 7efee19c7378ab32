import TerminalGraphics

/// The options with which a screen is opened. Everything that comes from the environment is given here, so that it can be given
/// in a test.
public struct ScreenOptions: Sendable {
    /// The terminal type: the value of TERM.
    public var term: String?
    /// False where NO_COLOR is set: bold, reverse and underline are all there is.
    public var color: Bool
    /// The repertoire to draw with, or nil for what the locale and the terminal can show.
    public var glyphs: GlyphTier?
    /// Whether mouse events are asked for (the terminal's own text selection then needs Shift).
    public var mouse: Bool
    /// The terminal's device file, or nil for the terminal that the process is attached to.
    public var device: String?

    /// Options that are known one by one: for tests, and for a terminal other than the process's own.
    public init(term: String?, color: Bool = true, glyphs: GlyphTier? = nil, mouse: Bool = true, device: String? = nil) {
        self.term = term
        self.color = color
        self.glyphs = glyphs
        self.mouse = mouse
        self.device = device
    }

    /// From environment variables: TERM, and NO_COLOR (https://no-color.org: any value but the empty one counts).
    public init(environment: [String: String]) {
        self.init(term: environment["TERM"], color: (environment["NO_COLOR"] ?? "").isEmpty)
    }
}
