import Inspection
import TerminalGraphics

/// The help on a topic: arrows scroll it, and most keys close it or are for it alone.
public struct HelpLayer: DashboardLayer {
    /// The topic, and how far it is scrolled.
    public var state: HelpState

    /// The help on a topic, from its beginning.
    public init(_ topic: HelpTopic = .keys) { state = HelpState(topic: topic) }

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        switch event {
        case .mouse(let mouse):
            if mouse.kind == .scrollUp { scroll(-1, context) }
            if mouse.kind == .scrollDown { scroll(1, context) }
        case .paste: return .ignored
        case .key(let key, let command):
            // A page, but for two lines that stay in view.
            let page = max(1, context.size.height - 4)
            switch (key.key, key.modifiers.isEmpty) {
            case (.pageDown, true): scroll(page, context)
            case (.pageUp, true): scroll(-page, context)
            case (.end, true): scroll(.max / 2, context)
            default: return take(command, context)
            }
        }
        return .stays()
    }

    private mutating func take(_ command: Command?, _ context: LayerContext) -> LayerAnswer {
        switch command {
        case .quit?, .cancel?, .help?, .zoom?: return .closes()
        case .moveNeuron(let rows)?: scroll(rows, context)
        case .request(.goTo(iterations: 0))?: state.scroll = 0
        case .focus(.forward)?: state = HelpState(topic: state.topic.next)
        case .suspend?, .redraw?: return .ignored
        default: break
        }
        return .stays()
    }

    private mutating func scroll(_ rows: Int, _ context: LayerContext) {
        let last = overlay(context).lastScroll(in: context.size)
        state.scroll = max(0, min(last, min(last, state.scroll) + rows))
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        overlay(context).draw(in: canvas.bounds, on: &canvas, glyphs: context.glyphs)
    }

    /// The help, with what cannot be done in this run dimmed.
    private func overlay(_ context: LayerContext) -> HelpOverlay {
        var reasons: [String: String] = [:]
        for binding in Bindings.table.bindings {
            reasons[binding.help] = binding.command.availability(context.status).reason
        }
        return HelpOverlay(
            state: state, reasons: reasons, here: state.topic == .keys ? Glossary.here(context) : [], theme: context.theme)
    }
}
