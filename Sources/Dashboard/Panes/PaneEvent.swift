import TerminalGraphics

/// Events that a pane can be given to take.
public enum PaneEvent: Hashable, Sendable {
    case command(Command)
    /// The mouse, in cells from the corner of the pane's inside.
    case mouse(MouseEvent)
}
