import Inspection

/// What a key can ask for. Some commands change only the view, the others become a request to the session.
public enum Command: Hashable, Sendable {
    // Stepping
    case step(Direction)
    case stepIteration(Direction)
    case run
    case digit(Int)
    case finishSum
    case finishLayer
    case toggleTermOrder
    case faster
    case slower
    // Moving in time
    case first
    case newest
    case goTo
    case scrub(Int)
    case setMark
    case goToMark
    case visited(Direction)
    case undo
    case redo
    case branches
    // Changing the run
    case rateUp
    case rateDown
    case edit(bias: Bool)
    case restart(newSeed: Bool)
    case pin(Request.PinChoice)
    // Looking
    case moveColumn(Int)
    case moveNeuron(Int)
    case moveWeight(Int)
    case moveSample(Int)
    case focus(Direction)
    case explain
    case check
    case zoom
    case draw
    /// Zooms, or in an explanation goes to where the chosen number comes from.
    case enter
    case turn(Direction)
    case cycleView(Direction)
    case closer
    case farther
    case smooth
    case choosePane
    case toggleLogarithmic
    case help
    case commandLine
    // Breakpoints, watches, and what went wrong
    case goToNonFinite
    case continueTo(Direction)
    case breakAtSelection
    case watchSelection
    case moveWatch(Int)
    case toggleWatch
    case deleteWatch
    // The program
    case cancel
    case redraw
    case suspend
    case quit
}
