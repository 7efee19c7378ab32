import Inspection
import TerminalGraphics

/// What is on the screen and how: everything a key can change that training knows nothing of.
public struct ViewState: Hashable, Sendable {
    public internal(set) var focus: PaneID
    /// Which panes are shown where several take turns.
    public var tabs = TabHistory()
    /// Which of its views a pane shows, by number.
    public var views: [PaneID: Int] = [:]
    /// Where a pane's own cursor stands, by number: a sample of a gallery, a line of a list.
    public var cursors: [PaneID: Int] = [:]
    /// What else panes remember.
    private var states = PaneStates()
    public var isZoomed = false
    /// Whether two runs are shown side by side.
    public var isComparing = false
    /// The network's outputs where samples are points of a plane or a line; nil elsewhere.
    public var outputsOfPoints: Int?
    /// The columns that the selection has been made among; nil before the first look.
    var settledColumns: [Column]?
    public var selection = Selection(column: 1, neuron: 0, input: nil)
    public var grain = Grain.layer
    /// In which order the terms of a sum are shown.
    public var termOrder = TermOrder.largestFirst
    /// The walk that the selection has followed so far.
    var followed: WalkState?
    public var count = PendingCount()
    /// Keys that wait until there is something to press them in.
    public var waitingKeys = 0
    /// One line of news, until the next key.
    public var message: String?

    public init(focus: PaneID) { self.focus = focus }

    /// The state of a pane.
    public subscript<State: PaneState>(_ type: State.Type) -> State {
        get { states[type] }
        set { states[type] = newValue }
    }

    /// Lets a pane have the keys, and be seen.
    mutating func focus(_ pane: PaneID) {
        focus = pane
        tabs.show(pane)
    }

    public var zoomedPane: PaneID? { isZoomed ? focus : nil }
}
