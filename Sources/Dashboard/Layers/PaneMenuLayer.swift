import Inspection
import TerminalGraphics

/// The list of all panes, to open one: in its place, or in that of the focused one.
public struct PaneMenuLayer: DashboardLayer {
    /// The list, with one of the panes chosen.
    public var menu: PaneMenu

    init(_ focused: PaneID) { menu = PaneMenu(index: PaneCatalog.position(of: focused)) }

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, let command) = event else { return .stays() }
        let all = PaneID.allCases
        switch (key.key, command) {
        case (.enter, _): return .closes([.focus(all[menu.index])])
        case (.character(" "), _): return .closes([.open(all[menu.index])])
        case (_, .moveNeuron(let step)?): menu.index = (menu.index + step + all.count) % all.count
        case (_, .suspend?), (_, .redraw?): return .ignored
        case (.escape, _), (_, .quit?): return .closes()
        case (.character(let letter), _):
            // A letter leads to the next name that begins with it.
            let order = (1...all.count).map { (menu.index + $0) % all.count }
            if let next = order.first(where: { all[$0].rawValue.unicodeScalars.first == letter }) { menu.index = next }
        default: break
        }
        return .stays()
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let shown = Set(context.arrangement.places.map(\.pane))
        let entries = PaneCatalog.all.map { (name: $0.id.rawValue, summary: $0.summary, isShown: shown.contains($0.id)) }
        PaneMenuOverlay(menu: menu, panes: entries, theme: context.theme)
            .draw(in: canvas.bounds, on: &canvas, glyphs: context.glyphs)
    }
}
