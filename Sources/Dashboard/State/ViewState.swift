import Inspection
import TerminalGraphics

/// The state of the screen: everything a key can change that training knows nothing of.
public struct ViewState: Hashable, Sendable {
    /// The pane that has the keys.
    public internal(set) var focus: PaneID
    /// Which panes are shown where several take turns.
    public var tabs = TabHistory()
    /// Which of its views a pane shows, by number.
    public var views: [PaneID: Int] = [:]
    /// Where a pane's own cursor stands, by number: a sample of a gallery, a line of a list.
    public var cursors: [PaneID: Int] = [:]
    /// The memory of panes that have more of their own.
    private var states = PaneStates()
    /// True while the focused pane has the whole screen.
    public var isZoomed = false
    /// Whether two runs are shown side by side.
    public var isComparing = false
    /// The panes that somebody has chosen to see, in their order; empty: those that suit the screen and the run.
    public var panes: [PaneID] = []
    /// The parts of the run that decide where its panes stand.
    public var subject = RunOutline()
    /// The columns that the selection has been made among; nil before the first look.
    var columnsOfSelection: [GraphColumn]?
    /// The neuron, weight and sample that all panes show.
    public var selection = Selection(column: 1, neuron: 0, input: nil)
    /// The length of a step.
    public var grain = Grain.layer
    /// In which order the terms of a sum are shown.
    public var termOrder = TermOrder.largestFirst
    /// The walk that the selection has followed so far.
    var followed: WalkState?
    /// Digits typed before a step.
    public var count = PendingCount()
    /// Keys that wait until there is something to press them in.
    public var waitingKeys = 0
    /// One line of news, until the next key.
    public var message: String?

    /// The view before any key, with the keys in one pane.
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

    /// The pane that has the whole screen; nil where panes share it.
    public var zoomedPane: PaneID? { isZoomed ? focus : nil }
}
