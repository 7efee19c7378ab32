import ElementaryFunctions
import Inspection
import TerminalGraphics

/// The modules of a network whose neurons are not known, in the order in which a recorded step went through them: a row for each, with the
/// size of its output and of its error as bars. What the step has not come to is hollow. It stands in the network's place.
struct ModulesPane: Pane {
    var id: PaneID { .network }
    var shortTitle: String { "Network" }
    var summary: String { "" }

    func prepare(_ request: PaneRequest) -> SingleProbe<ModulesProbe> { SingleProbe(ModulesProbe()) }

    func title(_ plan: SingleProbe<ModulesProbe>, _ context: PaneContext) -> String {
        guard let reading = context[plan.probe] else { return "Network" }
        let update = NumberFormat.integer.string(Double(reading.update))
        return context.request.size.width >= 44 ? "Network · recorded update \(update)" : "Network · update \(update)"
    }

    func note(_ plan: SingleProbe<ModulesProbe>, _ context: PaneContext) -> StyledText {
        guard let unseen = context[plan.probe]?.unseen, !unseen.isEmpty, context.request.size.width >= 60 else { return .empty }
        return StyledText("\(unseen.count) not seen", context.theme.dim)
    }

    func render(
        _ plan: SingleProbe<ModulesProbe>, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        guard let reading = context[plan.probe], area.height > 1 else { return }
        let table = ModuleTable(reading: reading, context: context, width: area.width)
        table.draw(in: area, on: &canvas)
    }

    func anchors(_ plan: SingleProbe<ModulesProbe>, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        guard let reading = context[plan.probe], area.height > 1 else { return [] }
        return ModuleTable(reading: reading, context: context, width: area.width).rows(in: area).map {
            PlacedAnchor(.layer($0.call.layer + 1), $0.area)
        }
    }
}

/// Rows of modules.
private struct ModuleTable {
    let reading: ModulesProbe.Reading
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }
    private var status: Status { context.status }
    private var labelWidth: Int {
        let widest = reading.calls.map { label($0).cellWidth }.max() ?? 0
        return min(widest + 1, max(12, width * 2 / 5))
    }
    /// Cells of a bar, and of the number behind it.
    private var barWidth: Int { max(0, (width - labelWidth - 2 * (Self.numberWidth + 1)) / 2) }
    private static let numberWidth = 9

    private func label(_ call: ModulesProbe.Call) -> String { call.name.isEmpty ? call.type : "\(call.name) \(call.type)" }

    /// The rows that there is room for, around that of the state in view.
    func rows(in area: Rect) -> [(call: ModulesProbe.Call, area: Rect)] {
        let room = max(0, area.height - 1)
        let here = status.phase?.layer ?? (status.phase == nil ? 0 : reading.calls.count - 1)
        let first = max(0, min(here - room / 2, reading.calls.count - room))
        return reading.calls.dropFirst(first).prefix(room).enumerated().map {
            ($1, Rect(x: area.x, y: area.y + 1 + $0, width: area.width, height: 1))
        }
    }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let shown = rows(in: area)
        func head(_ text: String, x: Int) {
            canvas.text(StyledText(text, theme.dim), x: x, y: area.y, width: max(0, area.right - x), glyphs: context.glyphs)
        }
        let left = shown.first.map { $0.call.layer } ?? 0
        head(
            shown.count < reading.calls.count ? "\(left + 1)–\(left + shown.count) of \(reading.calls.count)" : "module",
            x: area.x)
        let second = area.x + labelWidth + barWidth + Self.numberWidth + 1
        head(barWidth > 6 ? "→ rms of the output" : "→ output", x: area.x + labelWidth)
        head(barWidth > 6 ? "← rms of δ" : "← δ", x: second)
        let outputs = reading.calls.compactMap(\.output).filter { $0 > 0 && $0.isFinite }
        let deltas = reading.calls.compactMap(\.delta).filter { $0 > 0 && $0.isFinite }
        for (call, place) in shown {
            let isHere = status.phase?.layer == call.layer
            let style = isHere ? theme.highlight(theme.color(of: status.phase?.pass ?? .forward)) : theme.plain
            canvas.text(
                StyledText(label(call), style).truncated(to: labelWidth - 1, glyphs: context.glyphs), x: place.x, y: place.y,
                glyphs: context.glyphs)
            draw(
                status.hasForward(call.layer) ? call.output : nil, outputs, theme.color(of: .forward), x: place.x + labelWidth,
                y: place.y, isUnseen: call.output == nil, on: &canvas)
            draw(
                status.hasOutputGradient(call.layer) ? call.delta : nil, deltas, theme.color(of: .backward), x: second,
                y: place.y,
                isUnseen: call.delta == nil, on: &canvas)
        }
    }

    /// A bar on a logarithmic axis over the decades that there are, and its number.
    private func draw(
        _ value: Double?, _ all: [Double], _ color: Color, x: Int, y: Int, isUnseen: Bool, on canvas: inout Canvas
    ) {
        let number = x + barWidth + (barWidth > 0 ? 1 : 0)
        guard let value else {
            let mark = isUnseen ? "not seen" : "·"
            canvas.text(
                StyledText(mark, theme.faint(isUnseen)), x: isUnseen ? number : x, y: y, width: Self.numberWidth,
                glyphs: context.glyphs)
            return
        }
        let low = Elementary.log10(all.min() ?? 1).rounded(.down)
        let high = max(low + 1, Elementary.log10(all.max() ?? 1).rounded(.up))
        if barWidth > 0, value > 0, value.isFinite {
            let share = (Elementary.log10(value) - low) / (high - low)
            let cells = max(1, min(barWidth, Int((share * Double(barWidth)).rounded())))
            canvas.text(
                StyledText(String(repeating: "▇", count: cells), theme.style(color)), x: x, y: y, width: barWidth,
                glyphs: context.glyphs)
        }
        let style = value.isFinite ? theme.style(color, .bold) : theme.highlight(theme.bad)
        canvas.text(
            StyledText(value.isNaN ? "NaN" : value.isInfinite ? "∞" : NumberFormat.significant(3).string(value), style),
            x: number, y: y,
            width: Self.numberWidth - 1, glyphs: context.glyphs)
    }
}

extension Theme {
    fileprivate func faint(_ isPlain: Bool) -> Style { isPlain ? dim : style(faint) }
}
