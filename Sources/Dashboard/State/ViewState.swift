import Inspection
import TerminalGraphics

/// What is on the screen and how: everything a key can change that training knows nothing of.
public struct ViewState: Hashable, Sendable {
    public var focus: PaneID = .network
    /// Which panes are shown where several take turns.
    public var tabs = TabHistory()
    /// The list of all panes, while it is open.
    public var menu: PaneMenu?
    /// Which of its views a pane shows, by number.
    public var views: [PaneID: Int] = [:]
    /// Where a pane's own cursor stands, by number: a sample of a gallery, a line of a list.
    public var cursors: [PaneID: Int] = [:]
    /// What a line would begin the run anew with, once that has been asked.
    public var askedToRestart: String?
    public var isZoomed = false
    /// Whether two runs are shown side by side.
    public var isComparing = false
    /// The network's outputs where samples are points of a plane or a line; nil elsewhere.
    public var outputsOfPoints: Int?
    /// The columns that the selection has been made among; nil before the first look.
    var settledColumns: [Column]?
    /// The picture being drawn, once there has been one.
    public var draw: DrawState?
    /// Where a point would be added.
    public var planeCursor = PlaneCursor()
    public var help: HelpState?
    public var selection = Selection(column: 1, neuron: 0, input: nil)
    public var grain = Grain.layer
    /// In which order the terms of a sum are shown.
    public var termOrder = TermOrder.largestFirst
    /// Which of the explanation's numbers that come from elsewhere is chosen.
    public var chosenFactor = 0
    /// The walk that the selection has followed so far.
    var followed: Reveal?
    public var isLogarithmic = true
    /// How close curves are looked at: the run halved so many times.
    public var closeness = 0
    /// How much curves are smoothed, a number of ``Smoothing``.
    public var smoothing = 0
    /// Whether the selected weight's gradient is checked against differences of the loss.
    public var isChecking = false
    public var count = PendingCount()
    public var prompt: Prompt?
    /// Keys that wait until there is something to press them in.
    public var waitingKeys = 0
    /// What has been asked, so that the next key is an answer.
    public var question: Question?
    /// What the next key names, after `m` and `'`.
    public var awaited: Awaited?
    /// The branch chosen in the list of branches; nil: the one in view.
    public var branch: Int?
    /// The NaN or infinity that has been shown.
    var shownPostMortem: PostMortem?
    /// The row selected in the list of breakpoints and watches.
    public var watchRow = 0
    /// The `:` line, while it is open.
    public var line: LineEditor?
    /// One line of news, until the next key.
    public var message: String?

    public init() {}

    public var zoomedPane: PaneID? { isZoomed ? focus : nil }
}
