import Inspection
import TerminalGraphics

/// Things that a pane, a layer or a line asks of the dashboard.
public enum Action: Hashable, Sendable {
    /// Something of those outside the screen.
    case effect(Effect)
    /// A command, as if its key had been pressed.
    case perform(Command)
    /// The `:` line with a text in it, and behind that one that gives way to what is typed.
    case openLine(String, selected: String)
    /// Carries out what stands in the `:` line.
    case enterLine
    case help(HelpTopic)
    /// One line of news.
    case message(String)
    /// A pane in its own place; in the place of the focused one.
    case focus(PaneID)
    case open(PaneID)
    /// These panes and no others; none: those that suit the screen.
    case show([PaneID])
    /// The panes there are, without this one.
    case hide(PaneID)
    /// A pane that takes turns in its place, where that leaves the focused one in view.
    case bringForward(PaneID)
    case theme(Theme)
    case glyphs(GlyphTier)

    /// Something of the session.
    public static func request(_ request: Request) -> Action { .effect(.request(request)) }
}
