import Inspection
import TerminalGraphics

extension Dashboard {
    /// Takes what the mouse does: the pane under it first, then the borders; a click focuses, and selects what it hits.
    mutating func handle(_ mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect] {
        if mouse.kind == .scrollUp || mouse.kind == .scrollDown { return scroll(mouse, snapshot) }
        if mouse.kind == .press, mouse.button == .right, explainSign(at: mouse.position, snapshot) { return [] }
        guard let place = arrangement.place(at: mouse.position) else { return click(outsidePanes: mouse, snapshot) }
        if let effects = offer(mouse, in: place, snapshot) { return effects }
        guard mouse.kind == .press, mouse.button == .left else { return [] }
        let isTitle = mouse.position.y == place.area.y
        view.focus(isTitle ? tab(at: mouse.position.x, of: place, snapshot) ?? place.pane : place.pane)
        if let snapshot { select(at: mouse.position, in: place, snapshot) }
        return []
    }

    /// A click below the panes: on a pass or layer of the rail it goes there, on a hint it presses the key.
    private mutating func click(outsidePanes mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect] {
        guard mouse.kind == .press, mouse.button == .left, let status = snapshot?.status else { return [] }
        let arrangement = arrangement
        if arrangement.rail.contains(mouse.position), !isRailTold(status, arrangement) {
            let rail = PhaseRail(status: status, view: view, theme: theme)
            guard let done = rail.done(at: mouse.position.x, in: arrangement.rail) else { return [] }
            let target = Position(iteration: status.position.iteration, done: done)
            return carryOut([.request(.seek(.position(target)))], snapshot)
        }
        guard arrangement.hints.contains(mouse.position),
            let key = keyHints(status).key(at: mouse.position.x, in: arrangement.hints)
        else { return [] }
        return handle(.key(key), snapshot: snapshot)
    }

    /// The wheel: scrolls what the pane under it lists or says, and looks at curves more closely.
    private mutating func scroll(_ mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect] {
        guard let snapshot, let place = arrangement.place(at: mouse.position) else { return [] }
        let command = Command.moveNeuron(mouse.kind == .scrollUp ? -1 : 1)
        view.focus(place.pane)
        if let effects = offer(mouse, in: place, snapshot) { return effects }
        return offer(.command(command), to: place.pane, snapshot) ?? []
    }

    /// Lets the pane under the mouse take it.
    private mutating func offer(_ mouse: MouseEvent, in place: Arrangement.Place, _ snapshot: Snapshot?) -> [Effect]? {
        let content = place.content
        guard content.contains(mouse.position) else { return nil }
        var event = mouse
        event.position = Point(x: mouse.position.x - content.x, y: mouse.position.y - content.y)
        return offer(.mouse(event), to: place.pane, snapshot)
    }

    /// Says what the sign at a cell is.
    /// - Returns: false where none is known there.
    private mutating func explainSign(at point: Point, _ snapshot: Snapshot?) -> Bool {
        guard let snapshot, (0..<size.height).contains(point.y) else { return false }
        var dashboard = self
        dashboard.glyphs = max(glyphs, .blocks)
        let canvas = dashboard.frame(.snapshot(snapshot))
        let row = (0..<canvas.size.width).map { canvas[$0, point.y].scalar }
        guard let sign = SignCatalog.sign(at: point.x, of: row) else { return false }
        layers[SignLayer.self] = SignLayer(sign: sign, position: point)
        return true
    }

    /// Selects what stands at a cell of a pane, if anything does.
    private mutating func select(at point: Point, in place: Arrangement.Place, _ snapshot: Snapshot) {
        let content = place.content
        let pane = prepared(place.pane, snapshot.status)
        guard content.contains(point),
            let selection = pane.anchors(context(of: pane, snapshot), in: content).hit(at: point)?.selection(from: view.selection)
        else { return }
        view.selection = selection
    }
}
