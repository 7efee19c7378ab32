import Inspection
import TerminalGraphics

/// The question for an iteration, or another time of the run, to go to.
public struct PromptLayer: DashboardLayer {
    /// The text being typed.
    public var prompt = Prompt(label: "go to iteration")

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, let command) = event else { return .stays() }
        if command == .suspend || command == .redraw { return .ignored }
        switch key.key {
        case .character("c") where key.modifiers == .control, .escape: return .closes()
        case .enter:
            guard !prompt.text.isEmpty else { return .closes() }
            if let request = MomentText.request(prompt.text, context.status) { return .closes([.request(request)]) }
            return .closes([.message("'\(prompt.text)' is no moment; \(MomentText.expected)")])
        case .backspace:
            if prompt.text.isEmpty { return .closes() }
            prompt.text.removeLast()
        case .character(let scalar) where MomentText.accepts(scalar, after: prompt.text) && key.modifiers.isEmpty:
            if prompt.text.count < 10 { prompt.text.unicodeScalars.append(scalar) }
        default: break
        }
        return .stays()
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let (theme, area) = (context.theme, context.arrangement.hints)
        let text = StyledText([
            (" \(prompt.label): ", theme.style(theme.focus, .bold)), (prompt.text, theme.bold),
            ("▏", theme.style(theme.focus)), ("   Enter goes, Escape does not", theme.dim),
        ])
        canvas.fill(area, with: Cell(" ", theme.plain))
        canvas.text(text, x: area.x, y: area.y, width: area.width)
    }
}
