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
        probes.reduce(into: []) { kept, probe in
            if !kept.contains(where: { probe.asksTheSame(as: $0) }) { kept.append(probe) }
        }
    }
}
