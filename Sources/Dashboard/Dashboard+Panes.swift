import Inspection
import TerminalGraphics

extension Dashboard {
    /// The names in a place's border. Only where a person looks, so that the others keep their calm.
    func tabs(of place: Arrangement.Place, title: String, note: StyledText) -> TabStrip {
        let turns = place.tabs.filter { $0 == place.pane || pane($0).isAnnounced(view) }
        let isOpen = turns.count > 1 && (place.pane == view.focus || turns.count > 4)
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
        guard focused.views.count > 1 else {
            view.message = "\(focused.shortTitle) has one view"
            return
        }
        view.views[focused.id] =
            (focused.view(view) + (direction == .forward ? 1 : focused.views.count - 1)) % focused.views.count
        view.message = "\(focused.shortTitle): \(focused.views[focused.view(view)])"
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
