import Inspection
import TerminalGraphics

extension Dashboard {
    /// The wheel: scrolls the help and what the pane under it lists, looks at curves more closely, and elsewhere brings the pane
    /// under it near, alone on the screen, and back.
    mutating func scroll(_ mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect] {
        guard let snapshot, view.prompt == nil, view.line == nil, view.menu == nil else { return [] }
        let command = Command.moveNeuron(mouse.kind == .scrollUp ? -1 : 1)
        if view.help != nil { return scrollHelp(command) ?? [] }
        guard let place = arrangement.place(at: mouse.position) else { return [] }
        focus(place.pane)
        if place.pane == .loss { return perform(mouse.kind == .scrollUp ? .closer : .farther, snapshot) }
        if let listed = performInFocus(command, snapshot) { return listed }
        return view.isZoomed == (mouse.kind == .scrollUp) ? [] : perform(.zoom, snapshot)
    }

    /// Selects what stands at a cell of a pane, if anything does.
    mutating func select(at point: Point, in place: Arrangement.Place, _ snapshot: Snapshot) {
        let content = Frame.content(of: place.area)
        guard content.contains(point),
            let selection = pane(place.pane).selection(at: point, context(of: place, snapshot), in: content)
        else { return }
        view.selection = selection
    }
}
