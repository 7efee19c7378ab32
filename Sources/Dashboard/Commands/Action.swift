import Inspection
import Lessons
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
    /// A line, as if entered behind `:`; nobody remembers it.
    case line(String)
    /// Keys to be pressed one after the other; paced: at a speed that a person can follow.
    case play([KeyPress], isPaced: Bool)
    /// Leaves out the keys that are left to be pressed.
    case stopPlaying
    /// A view that has been kept: what is selected, which panes stand where, the length of a step.
    case view(ViewState)
    /// A lesson by its name; without one, the list of all.
    case learn(String?)
    /// Questions of several lessons.
    case ask(Quiz.Purpose)
    /// Something of the lesson that is open.
    case lesson(LessonKey)
    /// Writes down how far the lesson has been gone through.
    case noteLesson
    /// Closes the lesson; the run stays as it is.
    case leaveLesson
    case glyphs(GlyphTier)

    /// Something of the session.
    public static func request(_ request: Request) -> Action { .effect(.request(request)) }
}
