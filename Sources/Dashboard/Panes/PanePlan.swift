import Inspection
import TerminalGraphics

/// What a pane has made of a request before it sees anything: the probes that it asks, and what else follows from the network and
/// the room alone. Handed to all that is drawn of the pane in a frame, so that what is asked and what is read cannot differ.
public protocol PanePlan: Sendable {
    var probes: [any Probe] { get }
}

/// A plan that asks nothing.
public struct NoProbes: PanePlan {
    public init() {}
    public var probes: [any Probe] { [] }
}

/// A plan that asks one thing.
public struct SingleProbe<Asked: Probe>: PanePlan {
    public let probe: Asked

    public init(_ probe: Asked) { self.probe = probe }
    public var probes: [any Probe] { [probe] }
}

/// A pane with its plan for a frame.
public protocol PreparedPane: Sendable {
    var request: PaneRequest { get }
    var probes: [any Probe] { get }
    func title(_ context: PaneContext) -> String
    func note(_ context: PaneContext) -> StyledText
    func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    func anchors(_ context: PaneContext, in area: Rect) -> [PlacedAnchor]
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
