import Inspection
import TerminalGraphics

/// The `:` line, while it is open.
public struct LineLayer: DashboardLayer {
    /// The line being typed.
    public var line: LineEditor

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        switch event {
        case .mouse: return .stays()
        case .paste(let text):
            // Pasted text is never run.
            line.insert(String(text.prefix(LineEditor.limit)))
            return .stays()
        case .key(let key, let command):
            if command == .suspend || command == .redraw { return .ignored }
            return type(key, context)
        }
    }

    private mutating func type(_ key: KeyPress, _ context: LayerContext) -> LayerAnswer {
        switch (key.key, key.modifiers) {
        case (.escape, _), (.character("c"), .control), (.character("g"), .control): return .closes()
        case (.enter, _): return .stays([.enterLine])
        case (.backspace, _) where line.scalars.isEmpty: return .closes()
        case (.backspace, _), (.character("h"), .control): line.backspace()
        case (.delete, _), (.character("d"), .control): line.deleteForward()
        case (.character("u"), .control): line.deleteToStart()
        case (.character("k"), .control): line.deleteToEnd()
        case (.character("w"), .control): line.deleteWord()
        case (.left, _), (.character("b"), .control): line.move(to: line.cursor - 1)
        case (.right, _), (.character("f"), .control): line.move(to: line.cursor + 1)
        case (.home, _), (.character("a"), .control): line.move(to: 0)
        case (.end, _), (.character("e"), .control): line.move(to: line.scalars.count)
        case (.up, _), (.character("p"), .control): line.recall(older: true, from: context.lineHistory.lines)
        case (.down, _), (.character("n"), .control): line.recall(older: false, from: context.lineHistory.lines)
        case (.tab, let modifiers):
            let before = line.beforeCursor
            line.complete(forward: !modifiers.contains(.shift)) {
                LineCatalog.completion(of: LineInput(before, context.snapshot))
            }
        case (.character(let scalar), let modifiers) where modifiers.isEmpty: line.insert(String(scalar))
        default: break
        }
        return .stays()
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        CommandLineBar(line: line, theme: context.theme).draw(in: canvas.bounds, on: &canvas, glyphs: context.glyphs)
    }
}
