import Inspection
import TerminalGraphics

extension PaneID {
    package static let watches = PaneID("watches")
}

/// The breakpoints and watches, with their values at this moment and over the last iterations.
public struct WatchesPane: Pane {
    public init() {}
    public var id: PaneID { .watches }
    public var homes: [PaneID] { [.weights] }
    public var shortTitle: String { "Watches" }
    public func enoughColumns(rows: Int) -> Int? { 31 }
    public var summary: String { "breakpoints, and numbers to follow, with their values" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String { "Breakpoints and watches" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.watches], !reading.rows.isEmpty, reading.range > 0,
            Self.sparkline(context.request.size) > 0
        else { return .empty }
        // The other run's are only looked at.
        if context.otherRunName == "A" { return StyledText("of B; A's hits stop both", context.theme.dim) }
        return StyledText("last \(NumberFormat.integer.string(Double(reading.range))) it", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let watches: WatchesProbe
        let parameter: ParameterProbe

        public var probes: [any Probe] { [watches, parameter] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        Plan(
            watches: WatchesProbe(columns: Self.sparkline(request.size)),
            parameter: ParameterProbe(selection: request.view.selection))
    }

    /// Columns that a row has for its history.
    private static func sparkline(_ size: Size) -> Int { size.width >= 34 ? min(40, size.width * 2 / 5) : 0 }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.watches] else { return }
        guard !reading.rows.isEmpty else { return drawEmpty(context, in: area, on: &canvas) }
        let theme = context.theme
        let isFocused = context.view.focus == .watches
        let selected = min(context.view.cursors[id] ?? 0, reading.rows.count - 1)
        // Two lines a row where there is room: what it is, and its values.
        let height = reading.rows.count * 2 <= area.height ? 2 : 1
        let shown = max(1, area.height / height)
        let first = max(0, min(selected - shown / 2, reading.rows.count - shown))
        for (place, row) in reading.rows.dropFirst(first).prefix(shown).enumerated() {
            let line = Rect(x: area.x, y: area.y + place * height, width: area.width, height: height)
            draw(row, isSelected: isFocused && first + place == selected, context, in: line, on: &canvas)
        }
        if let mark = ScrollMark.text(above: first, below: max(0, reading.rows.count - first - shown)) {
            canvas.text(
                StyledText(mark + " ", theme.dim),
                in: Rect(x: area.x, y: area.bottom - 1, width: area.width, height: 1), .right)
        }
    }

    private func draw(_ row: WatchesProbe.Row, isSelected: Bool, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let mark = row.isHit ? "▶" : !row.isBreakpoint ? " " : row.isEnabled ? "●" : "○"
        let color = !row.isEnabled ? theme.faint : row.isHit ? theme.warning : row.isBreakpoint ? theme.bad : theme.focus
        let textStyle = isSelected ? theme.style(theme.selected, [.bold, .underline]) : row.isEnabled ? theme.bold : theme.dim
        let value = StyledText(
            [
                (row.partText == row.text || area.height == 1 ? "" : row.partText + " = ", theme.dim),
                (Self.value(row.value), theme.style(color, .bold)),
            ])
        // Of a number that is a condition by itself, such as dead neurons, it is not the number that is true.
        let lead = row.partText == row.text ? ": " : " "
        let holds =
            row.holds.map { StyledText(lead + ($0 ? "true" : "false"), $0 ? theme.style(theme.warning, .bold) : theme.dim) }
            ?? .empty
        let sparkline = Self.sparkline(context.request.size)
        let name = StyledText([("\(row.id) ", theme.dim), (mark + " ", theme.style(color, .bold)), (row.text, textStyle)])
        let values = value + holds
        if area.height == 1 {
            let room = max(0, area.width - values.width - 1)
            let chart = room - name.width - 1 >= 8 ? min(sparkline, room - name.width - 1) : 0
            canvas.text(
                name.truncated(to: room - (chart > 0 ? chart + 1 : 0), glyphs: context.glyphs), x: area.x, y: area.y, width: room)
            if chart > 0 {
                draw(
                    row.history, color, context,
                    in: Rect(x: area.right - values.width - 1 - chart, y: area.y, width: chart, height: 1), on: &canvas)
            }
            canvas.text(values, in: area, .right)
        } else {
            canvas.text(name.truncated(to: area.width, glyphs: context.glyphs), x: area.x, y: area.y, width: area.width)
            canvas.text(
                values.truncated(to: area.width - sparkline - 5, glyphs: context.glyphs), x: area.x + 4, y: area.y + 1,
                width: area.width - 4)
            draw(
                row.history, color, context, in: Rect(x: area.right - sparkline, y: area.y + 1, width: sparkline, height: 1),
                on: &canvas)
        }
    }

    private func draw(_ history: [Double?], _ color: Color, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let axis = Axis(.linear, covering: history.compactMap(\.self))
        for (column, value) in history.suffix(area.width).enumerated() {
            guard let value else { continue }
            Sparkline([value], axis: axis, style: context.theme.style(color), brokenStyle: context.theme.style(context.theme.bad))
                .draw(in: Rect(x: area.x + column, y: area.y, width: 1, height: 1), on: &canvas, glyphs: context.glyphs)
        }
    }

    private static func value(_ value: Double?) -> String {
        guard let value else { return "not yet" }
        return value == value.rounded() && value.magnitude < 1e9
            ? NumberFormat.integer.string(value) : NumberFormat.significant(4).string(value)
    }

    private func drawEmpty(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let lines = [
            StyledText("None yet.", theme.plain),
            StyledText([
                ("b", theme.bold), (" breaks on the selection, ", theme.dim), ("w", theme.bold), (" watches it", theme.dim),
            ]),
            StyledText([(":break loss < 0.1", theme.bold), ("  stops there: c, C", theme.dim)]),
            StyledText([(":watch |g1|", theme.bold), ("  follows a number", theme.dim)]),
        ]
        canvas.lines(lines, in: area, glyphs: context.glyphs)
    }
}
