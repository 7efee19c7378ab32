import Inspection
import Lessons

/// Things that a key can ask for. Some commands change only the view, the others become a request to the session.
public enum Command: Hashable, Sendable {
    // Stepping
    case step(Direction)
    case stepIteration(Direction)
    case digit(Int)
    case finishSum
    case finishLayer
    /// Something of the session, as it stands.
    case request(Request)
    // Moving in time
    case goTo
    case scrub(Int)
    case setMark
    case goToMark
    // Changing the run
    case edit(bias: Bool)
    case pin(PinChoice)
    // Looking
    case moveColumn(Int)
    case moveNeuron(Int)
    case moveWeight(Int)
    case moveSample(Int)
    case focus(Direction)
    case zoom
    case turn(Direction)
    case cycleView(Direction)
    case choosePane
    case hidePane
    case help
    case commandLine
    /// Something that only one pane knows.
    case pane(AnyPaneCommand)
    /// Something of the lesson that is open.
    case lesson(LessonKey)
    // The program
    case cancel
    case redraw
    case suspend
    case quit

    /// A command of a pane.
    public static func own(_ command: some PaneCommand) -> Command { .pane(AnyPaneCommand(command)) }

    /// The command of a pane, if it is one of this type.
    public func own<Own: PaneCommand>(_ type: Own.Type) -> Own? {
        if case .pane(let command) = self { command.base as? Own } else { nil }
    }
}
