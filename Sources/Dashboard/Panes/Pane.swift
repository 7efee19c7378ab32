import Inspection
import TerminalGraphics

/// One part of the screen. A pane is a value: it says what it needs to see, and draws it; the same snapshot, view and area give
/// the same cells.
///
/// All of a pane stands in its folder, and a line of ``PaneCatalog`` lets it be seen. This one counts the samples in view of the
/// batch, and takes a key of its own:
///
/// ```swift
/// extension PaneID {
///     static let counter = PaneID("counter")
/// }
///
/// enum CounterCommand: PaneCommand {
///     case toBeginning
///     static var pane: PaneID { .counter }
/// }
///
/// struct CounterPane: Pane {
///     var id: PaneID { .counter }
///     var homes: [PaneID] { [.weights] }
///     var shortTitle: String { "Counter" }
///     var summary: String { "how many samples a batch has" }
///
///     func prepare(_ request: PaneRequest) -> NoProbes { NoProbes() }
///
///     func render(_ plan: NoProbes, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
///         canvas.text("\(context.status.batchCount) samples", x: area.x, y: area.y, context.theme.plain)
///     }
///
///     var bindings: [KeyBinding<Command>] {
///         [key([.character("0")], .own(CounterCommand.toBeginning), "back to the beginning")]
///     }
///
///     func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: NoProbes, _ context: PaneContext) -> [Action]? {
///         event == .command(.own(CounterCommand.toBeginning)) ? [.request(.goTo(iterations: 0))] : nil
///     }
/// }
/// ```
public protocol Pane: Sendable {
    /// The plan that it has made of a request before it sees anything.
    associatedtype Plan: PanePlan

    /// Its name.
    var id: PaneID { get }
    /// The places where it stands, each named after the pane that it is made for: the first that the screen has. A screen
    /// without any of them shows it where the explanation stands.
    var homes: [PaneID] { get }
    /// Columns that are enough for it in some rows: it shows something square, or short lines. Nil: it takes what there is.
    func enoughColumns(rows: Int) -> Int?
    /// One word, for tabs.
    var shortTitle: String { get }
    /// Its content in a few words, for the list of panes.
    var summary: String { get }
    /// Its views, in the order in which a key goes through them; empty where there is but one.
    var views: [String] { get }
    /// Number of the view to show.
    func view(_ state: ViewState) -> Int
    /// Whether a key leads to a view in this run.
    func isOffered(_ index: Int, _ state: ViewState) -> Bool
    /// The plan for an area of `request.size`: the probes that it needs, and where things will stand. Made once a frame.
    func prepare(_ request: PaneRequest) -> Plan
    /// Stands in the border, on the left.
    func title(_ plan: Plan, _ context: PaneContext) -> String
    /// Stands in the border, on the right.
    func note(_ plan: Plan, _ context: PaneContext) -> StyledText
    /// Draws it. Drawing outside `area` has no effect.
    func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    /// Things that can be pointed at, and where they stand in `area`: the one list behind clicks and behind what lights things
    /// up.
    func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor]

    /// The keys that it takes while it is focused, and those for it that hold everywhere.
    var bindings: [KeyBinding<Command>] { get }
    /// Takes a command, or the mouse over it; nil leaves it to the dashboard.
    func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]?
    /// Whether one of its own commands can be carried out in this run.
    func availability(of command: AnyPaneCommand, _ status: Status) -> Availability
    /// The keys that matter while it is focused, for the last line of the screen.
    func hints(_ view: ViewState, _ status: Status) -> [KeyHint]
    /// Whether its name stands among those that it takes turns with.
    func isAnnounced(_ view: ViewState) -> Bool
    /// Takes a first look at a session.
    func start(with status: Status, _ view: inout ViewState)
    /// Brings what it remembers up to the session.
    func sync(with status: Status, _ view: inout ViewState)
}

extension Pane {
    public var homes: [PaneID] { [id] }
    public func enoughColumns(rows: Int) -> Int? { nil }
    public func title(_ plan: Plan, _ context: PaneContext) -> String { shortTitle }
    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText { .empty }
    public var views: [String] { [] }
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] { [] }
    public var bindings: [KeyBinding<Command>] { [] }
    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? { nil }
    public func availability(of command: AnyPaneCommand, _ status: Status) -> Availability { .yes }
    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] { [] }
    public func isAnnounced(_ view: ViewState) -> Bool { true }
    public func start(with status: Status, _ view: inout ViewState) {}
    public func sync(with status: Status, _ view: inout ViewState) {}

    public func isOffered(_ index: Int, _ state: ViewState) -> Bool { true }

    public func view(_ state: ViewState) -> Int {
        let count = max(1, views.count)
        return ((state.views[id] ?? 0) % count + count) % count
    }
}
