import Inspection
import TerminalGraphics

/// What a pane, or a line, asks of the dashboard.
public enum Action: Hashable, Sendable {
    /// Something of those outside the screen.
    case effect(Effect)
    /// What a key asks for.
    case perform(Command)
    /// The `:` line with a text in it, and behind that one that gives way to what is typed.
    case openLine(String, selected: String)
    case help(HelpTopic)
    /// A pane that takes turns in its place, where that leaves the focused one in view.
    case reveal(PaneID)
    case theme(Theme)
    case glyphs(GlyphTier)

    /// Something of the session.
    public static func request(_ request: Request) -> Action { .effect(.request(request)) }
}
