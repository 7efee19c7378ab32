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
    var panesOfOtherRun: [PlacedPane]

    /// The probes of all panes, each only once.
    var probes: [any Probe] { Self.unique(panes.flatMap(\.pane.probes)) }
    var otherRunProbes: [any Probe] { Self.unique(panesOfOtherRun.flatMap(\.pane.probes)) }

    /// Several panes ask for the same, such as the prediction.
    static func unique(_ probes: [any Probe]) -> [any Probe] {
        // Most are of a type of their own, and to compare types is faster than to compare probes.
        var (kept, types): ([any Probe], [ObjectIdentifier]) = ([], [])
        for probe in probes {
            let type = ObjectIdentifier(type(of: probe))
            guard !types.indices.contains(where: { types[$0] == type && probe.asksTheSame(as: kept[$0]) }) else { continue }
            kept.append(probe)
            types.append(type)
        }
        return kept
    }
}
