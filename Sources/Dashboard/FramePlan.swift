import Inspection
import TerminalGraphics

/// All that is known of a frame before anything is seen: where panes stand, and the plan of each.
struct FramePlan {
    struct PlacedPane {
        var place: Arrangement.Place
        var pane: any PreparedPane
        /// The inside of its place.
        var content: Rect
    }

    var arrangement: Arrangement
    var panes: [PlacedPane]
    /// The same panes of the other run of a comparison; empty without one.
    var rivals: [PlacedPane]

    /// What the panes need to see, each only once.
    var probes: [any Probe] { Self.unique(panes.flatMap(\.pane.probes)) }
    var rivalProbes: [any Probe] { Self.unique(rivals.flatMap(\.pane.probes)) }

    /// Several panes ask for the same, such as the prediction.
    static func unique(_ probes: [any Probe]) -> [any Probe] {
        var seen: Set<AnyHashable> = []
        return probes.filter { seen.insert(AnyHashable($0)).inserted }
    }
}

extension Dashboard {
    /// Prepares every pane on the screen.
    func plan(for status: Status?) -> FramePlan {
        let arrangement = arrangement
        let shown = Set(arrangement.places.map(\.pane))
        func prepared(_ view: ViewState, _ status: Status?) -> [FramePlan.PlacedPane] {
            arrangement.places.map { place in
                let content = Frame.content(of: place.area)
                let request = PaneRequest(view: view, status: status, size: content.size, shown: shown)
                return FramePlan.PlacedPane(place: place, pane: pane(place.pane).prepared(for: request), content: content)
            }
        }
        let rival = view.isComparing ? status?.rivals.first : nil
        return FramePlan(
            arrangement: arrangement, panes: prepared(view, status),
            rivals: rival.map { prepared(rivalView($0), $0) } ?? [])
    }

    /// A pane's plan in its place, shown or not.
    func prepared(_ id: PaneID, _ status: Status?) -> any PreparedPane {
        let arrangement = arrangement
        let content = arrangement.place(of: id).map { Frame.content(of: $0.area) } ?? .zero
        return pane(id).prepared(
            for: PaneRequest(view: view, status: status, size: content.size, shown: Set(arrangement.places.map(\.pane))))
    }

    /// What a pane is drawn from.
    func context(of pane: any PreparedPane, _ snapshot: Snapshot) -> PaneContext {
        var context = PaneContext(
            request: pane.request, snapshot: snapshot, theme: theme, glyphs: glyphs, shading: hasColor ? .color : .glyphs)
        if view.isComparing { context.rivalName = "B" }
        return context
    }
}
