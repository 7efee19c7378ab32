import Inspection
import TerminalGraphics

/// Walking through an explanation that has the screen to itself.
extension Dashboard {
    /// Chooses another of the explanation's numbers that come from elsewhere.
    /// - Returns: false where no explanation is shown in full.
    mutating func moveFactor(_ step: Int, _ snapshot: Snapshot?) -> Bool {
        guard let jumps = jumps(snapshot) else { return false }
        view.chosenFactor = min(max(0, min(view.chosenFactor, jumps.count - 1) + step), max(0, jumps.count - 1))
        return true
    }

    /// Selects what the chosen number comes from.
    /// - Returns: false where there is none to go to.
    mutating func jumpToFactor(_ snapshot: Snapshot?) -> Bool {
        guard let jumps = jumps(snapshot), !jumps.isEmpty else { return false }
        view.selection = jumps[min(view.chosenFactor, jumps.count - 1)]
        view.chosenFactor = 0
        return true
    }

    private func jumps(_ snapshot: Snapshot?) -> [Selection]? {
        guard let snapshot, view.isZoomed, view.focus == .explain,
            let place = arrangement.places.first(where: { $0.pane == .explain })
        else { return nil }
        let request = PaneRequest(view: view, status: snapshot.status, size: Frame.content(of: place.area).size)
        return ExplainPane.jumps(
            PaneContext(request: request, snapshot: snapshot, theme: theme, glyphs: glyphs, shading: hasColor ? .color : .glyphs))
    }
}
