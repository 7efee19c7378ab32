import Inspection
import TerminalGraphics

extension Dashboard {
    /// Prepares every pane on the screen.
    func plan(for status: Status?) -> FramePlan {
        let arrangement = arrangement
        let shown = Set(arrangement.places.map(\.pane))
        func prepared(_ view: ViewState, _ status: Status?) -> [FramePlan.PlacedPane] {
            arrangement.places.map { place in
                let content = place.content
                let request = PaneRequest(view: view, status: status, size: content.size, shown: shown)
                return FramePlan.PlacedPane(place: place, pane: pane(place.pane).prepared(for: request), content: content)
            }
        }
        let other = view.isComparing ? status?.otherRuns.first : nil
        return FramePlan(
            arrangement: arrangement, panes: prepared(view, status),
            panesOfOtherRun: other.map { prepared(viewOfOtherRun($0), $0) } ?? [])
    }

    /// A pane's plan in its place, shown or not.
    func prepared(_ id: PaneID, _ status: Status?) -> any PreparedPane {
        let arrangement = arrangement
        let content = arrangement.place(of: id)?.content ?? .zero
        return pane(id).prepared(
            for: PaneRequest(view: view, status: status, size: content.size, shown: Set(arrangement.places.map(\.pane))))
    }

    /// The context that a pane is drawn from.
    func context(of pane: any PreparedPane, _ snapshot: Snapshot) -> PaneContext {
        context(of: pane, frameValues(snapshot))
    }

    /// The values that all panes of a frame are drawn from.
    func frameValues(_ snapshot: Snapshot) -> PaneContext.FrameValues {
        PaneContext.FrameValues(snapshot, theme, glyphs, hasColor ? .color : .glyphs)
    }

    /// The context that a pane of a frame is drawn from.
    func context(of pane: any PreparedPane, _ values: PaneContext.FrameValues) -> PaneContext {
        var context = PaneContext(request: pane.request, values)
        if view.isComparing { context.otherRunName = "B" }
        return context
    }
}
