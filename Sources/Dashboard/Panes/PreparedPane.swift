import Inspection
import TerminalGraphics

/// A pane with its plan for a frame.
public protocol PreparedPane: Sendable {
    /// The request that the plan was made of.
    var request: PaneRequest { get }
    /// The probes of the pane.
    var probes: [any Probe] { get }
    /// Stands in the border, on the left.
    func title(_ context: PaneContext) -> String
    /// Stands in the border, on the right.
    func note(_ context: PaneContext) -> StyledText
    /// Draws the pane.
    func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    /// Things that can be pointed at, and where they stand in `area`.
    func anchors(_ context: PaneContext, in area: Rect) -> [PlacedAnchor]
    /// Takes an event; nil leaves it to the dashboard.
    func handle(_ event: PaneEvent, _ view: inout ViewState, _ context: PaneContext) -> [Action]?
}

extension Pane {
    /// Makes the plan for a frame.
    public func prepared(for request: PaneRequest) -> any PreparedPane {
        Prepared(pane: self, request: request, plan: prepare(request))
    }
}

private struct Prepared<Shown: Pane>: PreparedPane {
    let pane: Shown
    let request: PaneRequest
    let plan: Shown.Plan

    var probes: [any Probe] { plan.probes }
    func title(_ context: PaneContext) -> String { pane.title(plan, context) }
    func note(_ context: PaneContext) -> StyledText { pane.note(plan, context) }
    func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        pane.render(plan, context, in: area, on: &canvas)
    }
    func anchors(_ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        pane.anchors(plan, context, in: area)
    }
    func handle(_ event: PaneEvent, _ view: inout ViewState, _ context: PaneContext) -> [Action]? {
        pane.handle(event, &view, plan, context)
    }
}
