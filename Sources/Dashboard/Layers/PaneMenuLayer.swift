import Inspection
import TerminalGraphics

/// The list of all panes, to open one: in its place, or in that of the focused one.
public struct PaneMenuLayer: DashboardLayer {
    /// The list, with one of the panes chosen.
    public var menu: PaneMenu

    init(_ focused: PaneID) { menu = PaneMenu(index: PaneCatalog.position(of: focused)) }

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, let command) = event else { return .stays() }
        switch (key.key, command) {
        case (.enter, _): return .closes([.focus(menu.chosen)])
        case (.character(" "), _): return .closes([.open(menu.chosen)])
        case (.backspace, _): menu.backspace()
        case (.character(let letter), _) where key.modifiers.isEmpty:
            // No name has a q: alone it closes, as everywhere.
            if !menu.type(letter), command == .quit { return .closes() }
        case (_, .moveNeuron(let step)?): menu.move(step)
        case (_, .suspend?), (_, .redraw?): return .ignored
        case (.escape, _) where !menu.typed.isEmpty: while !menu.typed.isEmpty { menu.backspace() }
        case (.escape, _), (_, .quit?): return .closes()
        default: break
        }
        return .stays()
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let shown = Set(context.arrangement.places.map(\.pane))
        let entries = menu.panes.map { id in
            (name: id.rawValue, summary: PaneCatalog[id].summary, isShown: shown.contains(id))
        }
        PaneMenuOverlay(menu: menu, panes: entries, theme: context.theme)
            .draw(in: canvas.bounds, on: &canvas, glyphs: context.glyphs)
    }
}
