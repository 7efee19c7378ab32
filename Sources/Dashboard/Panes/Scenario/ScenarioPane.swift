import Inspection
import TerminalGraphics

extension PaneID {
    package static let scenario = PaneID("scenario")
}

/// Every setting of the run. One can be chosen and changed: what can change live does, the rest begins the run anew, after
/// asking.
public struct ScenarioPane: Pane {
    public init() {}
    public var id: PaneID { .scenario }
    public var homes: [PaneID] { [.explain] }
    public var shortTitle: String { "Scenario" }
    public var summary: String { "every setting of this run; choose one, e changes it" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        context.view.focus == id ? StyledText("e changes it", context.theme.dim) : .empty
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<ScenarioProbe> { SingleProbe(ScenarioProbe()) }

    private func cursor(_ view: ViewState, _ reading: ScenarioProbe.Reading) -> Int {
        min(reading.settings.count - 1, max(0, view.cursors[id] ?? 1))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe], !area.isEmpty else { return }
        let theme = context.theme
        let isFocused = context.view.focus == id
        let cursor = cursor(context.view, reading)
        let names = reading.settings.map(\.key.cellWidth).max() ?? 0
        let hasGap = area.height > reading.settings.count + 1
        let words = hasGap ? Self.words(theme, width: area.width) : area.height >= 5 ? [Self.line(theme, width: area.width)] : []
        let rows = min(reading.settings.count, max(1, area.height - words.count))
        let first = min(max(0, cursor - rows / 2), reading.settings.count - rows)
        for (row, setting) in reading.settings.dropFirst(first).prefix(rows).enumerated() {
            let isChosen = isFocused && first + row == cursor
            let (mark, color): (String, Color) =
                switch setting.kind {
                case .live: ("●", theme.good)
                case .restart: ("↻", theme.warning)
                }
            let line = StyledText([
                (isChosen ? "▸" : " ", theme.style(theme.selected, .bold)), (mark + " ", theme.style(color)),
                (setting.key.padded(to: names + 1), isChosen ? theme.style(theme.selected, .bold) : theme.dim),
                (setting.value, theme.bold),
            ])
            canvas.text(
                line.truncated(to: area.width, glyphs: context.glyphs), x: area.x, y: area.y + row, glyphs: context.glyphs)
        }
        let below = area.splitTop(rows + (hasGap ? 1 : 0)).1
        let table = reading.table.map { StyledText($0, theme.plain).wrapped(to: max(1, area.width)) } ?? []
        canvas.lines(words + (hasGap && !table.isEmpty ? [.empty] + table : []), in: below, glyphs: context.glyphs)
        if rows < reading.settings.count {
            canvas.text(
                StyledText("\(first + 1)–\(first + rows) of \(reading.settings.count)", theme.dim), in: below, .right,
                glyphs: context.glyphs)
        }
    }

    private static func line(_ theme: Theme, width: Int) -> StyledText { words(theme, width: width).first ?? .empty }

    private static func words(_ theme: Theme, width: Int) -> [StyledText] {
        let live = StyledText([("●", theme.style(theme.good)), (" changes live", theme.dim)])
        let restart = StyledText([("↻", theme.style(theme.warning)), (" begins anew", theme.dim)])
        return StyledText.packed([live, restart], width: width, gap: "  ")
    }

    public var bindings: [KeyBinding<Command>] {
        keys([KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), "choose the setting above, below")
            + [key([.character("e")], .edit(bias: false), "change it")]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event, let reading = context[plan.probe], !reading.settings.isEmpty
        else { return nil }
        let setting = reading.settings[cursor(view, reading)]
        switch command {
        case .moveNeuron(let rows):
            view.cursors[id] = min(reading.settings.count - 1, max(0, cursor(view, reading) + rows))
            return []
        case .edit:
            switch setting.key {
            case "learningRate": return [.openLine("set lr ", selected: setting.value)]
            case "pin": return [.openLine("pin ", selected: setting.value)]
            case _ where setting.kind == .live: return [.openLine("set \(setting.key) ", selected: setting.value)]
            default: return [.openLine("scenario \(setting.key) ", selected: setting.value == "–" ? "" : setting.value)]
            }
        default: return nil
        }
    }
}
