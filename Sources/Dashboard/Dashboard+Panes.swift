import Inspection
import TerminalGraphics

extension Dashboard {
    /// The names in a place's border. Only where a person looks, so that the others keep their calm.
    func tabs(of place: Arrangement.Place, title: String, note: StyledText) -> TabStrip {
        let turns = place.tabs.filter { $0 == place.pane || pane($0).isAnnounced(view) }
        // Who has chosen the panes knows that there are others.
        let isOpen = turns.count > 1 && (place.pane == view.focus || turns.count > 4 && view.panes.isEmpty)
        let room = place.area.width - 4 - (note.isEmpty ? 0 : note.width + 3)
        // Where many take turns, a word stands for each.
        let word = isOpen && turns.count > 4 && !view.isZoomed ? pane(place.pane).shortTitle : title
        let names = (isOpen ? turns : [place.pane]).map { (pane: $0, text: $0 == place.pane ? word : pane($0).shortTitle) }
        return TabStrip(names, shown: place.pane, width: room)
    }

    /// The pane whose name in a place's border stands at a column of the screen.
    func tab(at column: Int, of place: Arrangement.Place, _ snapshot: Snapshot?) -> PaneID? {
        guard let snapshot else { return nil }
        let shown = prepared(place.pane, snapshot.status)
        let context = context(of: shown, snapshot)
        return tabs(of: place, title: shown.title(context), note: shown.note(context)).pane(at: column - place.area.x - 2)
    }

    /// Shows a pane that takes turns in its place; where the focused one would be covered, that gives it the focus.
    mutating func bringForward(_ pane: PaneID) {
        if view.isZoomed || arrangement.place(of: pane)?.pane == view.focus {
            view.focus(pane)
        } else {
            view.tabs.show(pane)
        }
    }

    /// Turns to another pane in the focused place.
    mutating func turn(_ direction: Direction) {
        guard let place = arrangement.places.first(where: { $0.pane == view.focus }),
            let index = place.tabs.firstIndex(of: place.pane)
        else { return }
        guard place.tabs.count > 1 else {
            view.message = "only \(pane(place.pane).shortTitle) stands here; l lists all panes"
            return
        }
        view.focus(place.tabs[(index + (direction == .forward ? 1 : place.tabs.count - 1)) % place.tabs.count])
    }

    /// The next view of the focused pane.
    mutating func cycleView(_ direction: Direction) {
        let focused = pane(view.focus)
        let offered = focused.views.indices.filter { focused.isOffered($0, view) }
        guard offered.count > 1, let place = offered.firstIndex(of: focused.view(view)) else {
            view.message = "\(focused.shortTitle) has one view"
            return
        }
        view.views[focused.id] = offered[(place + (direction == .forward ? 1 : offered.count - 1)) % offered.count]
        view.message = "\(focused.shortTitle): \(focused.views[focused.view(view)])"
    }

    /// Shows these panes and no others; none: those that suit the screen.
    mutating func show(_ panes: [PaneID]) {
        view.panes = panes
        view.isZoomed = false
        view.tabs = TabHistory()
        if let first = panes.first, !panes.contains(view.focus) { view.focus = first }
        // As a plane does at the beginning.
        if panes.isEmpty, view.subject.hasPlane { view.tabs.show(.plane) }
    }

    /// Leaves a pane's room to the others.
    mutating func hide(_ pane: PaneID) {
        let shown = arrangement.places.map(\.pane)
        guard !view.isZoomed, !view.isComparing, shown.contains(pane), shown.count > 1 else {
            view.message =
                view.isComparing
                ? "a comparison has panes of its own"
                : shown.contains(pane) ? "it is the only pane there is to see" : "\(pane) is not on the screen"
            return
        }
        show(shown.filter { $0 != pane })
        view.message = "\(pane) is hidden; :panes brings all back"
    }

    /// Shows a pane in the place where another one stands; what would leave its place empty changes places with it.
    mutating func open(_ chosen: PaneID, in present: PaneID) {
        guard !view.isZoomed, let here = arrangement.place(of: present), let there = arrangement.place(of: chosen),
            here.slot != there.slot
        else {
            return view.focus(chosen)
        }
        if there.tabs.count == 1 { view.tabs.move(present, to: there.slot) }
        view.tabs.move(chosen, to: here.slot)
        view.focus(chosen)
    }
}
