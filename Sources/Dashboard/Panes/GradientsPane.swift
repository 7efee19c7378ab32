import TerminalGraphics
import Training

/// How large the gradient is in each layer, on a logarithmic scale, with a verdict and the rule behind it; and how it has been.
public struct GradientsPane: Pane {
    public init() {}
    public var id: PaneID { .gradients }
    public var shortTitle: String { "Gradients" }
    public var summary: String { "how large the gradient is in each layer: vanishing, exploding, dead" }

    public func title(_ context: PaneContext) -> String { "Gradients ‖∂L/∂θ‖" }

    public func note(_ context: PaneContext) -> StyledText {
        guard let verdict = context.snapshot[probe(context.request)]?.overall else { return .empty }
        return StyledText(Self.mark(verdict) + " " + verdict.word, context.theme.style(context.theme.color(of: verdict), .bold))
    }

    public func probes(_ request: PaneRequest) -> [any Probe] { [probe(request)] }

    private func probe(_ request: PaneRequest) -> GradientsProbe {
        GradientsProbe(historyColumns: max(0, request.size.width - Self.labelWidth))
    }

    private static let labelWidth = 9

    /// A glyph for each verdict, so that it does not rest on color.
    static func mark(_ verdict: GradientVerdict) -> String {
        switch verdict {
        case .healthy: "●"
        case .vanishing: "▽"
        case .exploding: "▲"
        case .dead: "○"
        case .notFinite: "✗"
        }
    }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context.snapshot[probe(context.request)], !reading.layers.isEmpty else { return }
        let theme = context.theme
        // Where layers need the room, the most important line of the rule stays.
        let all = rule(reading, context, width: area.width)
        let ruleLines = Array(all.prefix(max(1, area.height - reading.layers.count)))
        let rows = min(reading.layers.count, max(1, area.height - ruleLines.count))
        let first = firstShown(reading, rows, context)
        let history = area.height - reading.layers.count - ruleLines.count - 1
        let showsHistory = history >= min(reading.layers.count, 3) && !reading.history.isEmpty
        for row in 0..<rows {
            draw(
                reading.layers[first + row], reading, context, in: Rect(x: area.x, y: area.y + row, width: area.width, height: 1),
                on: &canvas)
        }
        var y = area.y + rows
        for line in ruleLines where y < area.bottom {
            let note =
                line == ruleLines.last && rows < reading.layers.count
                ? "\(first + 1)–\(first + rows) of \(reading.layers.count)" : ""
            canvas.text(
                StyledText(note, theme.dim), in: Rect(x: area.x, y: y, width: area.width, height: 1), .right,
                glyphs: context.glyphs)
            canvas.text(
                line, x: area.x, y: y, width: max(0, area.width - (note.isEmpty ? 0 : note.cellWidth + 2)), glyphs: context.glyphs
            )
            y += 1
        }
        if showsHistory {
            drawHistory(reading, context, in: Rect(x: area.x, y: y, width: area.width, height: area.bottom - y), on: &canvas)
        }
    }

    /// With more layers than rows: those around the selected one.
    private func firstShown(_ reading: GradientsProbe.Reading, _ rows: Int, _ context: PaneContext) -> Int {
        let selected = reading.layers.firstIndex { $0.column == context.view.selection.column } ?? 0
        return min(max(0, selected - rows / 2), reading.layers.count - rows)
    }

    private func draw(
        _ layer: GradientsProbe.LayerGradient, _ reading: GradientsProbe.Reading, _ context: PaneContext, in area: Rect,
        on canvas: inout Canvas
    ) {
        let theme = context.theme
        let isSelected = layer.column == context.view.selection.column
        let label = "\(layer.column) \(layer.kind)"
        canvas.text(
            label.padded(to: Self.labelWidth - 1), x: area.x, y: area.y,
            isSelected ? theme.style(theme.selected, .bold) : theme.plain)
        guard let norm = layer.norm, let verdict = layer.verdict else {
            canvas.text("·", x: area.x + Self.labelWidth, y: area.y, theme.dim)
            return
        }
        let color = theme.color(of: verdict)
        let value = NumberFormat.scientific(2).string(norm)
        let words = StyledText([
            (value.padded(to: 8, .right) + " ", theme.bold),
            (Self.mark(verdict) + " " + verdict.word.padded(to: 9), theme.style(color, .bold)),
        ])
        let bar = Rect(x: area.x + Self.labelWidth, y: area.y, width: area.width - Self.labelWidth - words.width - 1, height: 1)
        let position = Self.axis.position(of: norm) ?? 0
        if bar.width > 2 { canvas.bar(norm > 0 ? max(0.02, position) : 0, in: bar, color, shape: .line, glyphs: context.glyphs) }
        canvas.text(words, x: area.right - words.width, y: area.y)
    }

    /// From a ten-millionth to a thousand: what lies outside has a word.
    private static let axis = Axis(.log, 1e-7, 1e3)

    private func rule(_ reading: GradientsProbe.Reading, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        let limits = [
            StyledText("vanishing: < 1e-3", theme.dim), StyledText("exploding: > 10 or ‖∂L/∂θ‖ > 10", theme.dim),
        ]
        var parts: [StyledText] = []
        if let first = reading.layers.first, let relative = first.relativeError, let last = reading.layers.last,
            reading.layers.count > 1
        {
            parts.append(
                StyledText([
                    ("rms δ\(Subscript.text(first.column))/δ\(Subscript.text(last.column)) = ", theme.plain),
                    (NumberFormat.significant(2).string(relative), theme.bold),
                ]))
        } else {
            parts.append(StyledText("rms δ₁/δₙ", theme.plain))
        }
        parts += limits
        let updates = reading.layers.compactMap(\.updateRatio)
        if updates.count == reading.layers.count, let largest = updates.max() {
            parts.append(
                StyledText([
                    ("‖Δθ‖/‖θ‖ ≤ ", theme.plain), (NumberFormat.scientific(2).string(largest), theme.bold),
                    (" (usual 1e-3)", theme.dim),
                ]))
        }
        return Self.packed(parts, width: width, gap: StyledText("  ", theme.plain))
    }

    /// Parts one after the other, as many as fit into each line.
    private static func packed(_ parts: [StyledText], width: Int, gap: StyledText) -> [StyledText] {
        var lines: [StyledText] = []
        for part in parts {
            if let last = lines.last, last.width + gap.width + part.width <= width {
                lines[lines.count - 1] = last + gap + part
            } else {
                lines.append(part)
            }
        }
        return lines
    }

    /// The history as a heat map, one band for each layer; below it, where there is room, as curves.
    private func drawHistory(_ reading: GradientsProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let count = reading.layers.count
        let (head, below) = area.splitTop(1)
        let iterations = NumberFormat.integer.string(Double(reading.historyRange.count))
        let isEmpty = reading.history.allSatisfy { $0.allSatisfy { $0 == nil } }
        let words =
            isEmpty
            ? "no iteration yet" : "\(iterations) iteration\(reading.historyRange.count == 1 ? "" : "s"): dark 1e-5, bright 10"
        canvas.text(StyledText(words, theme.dim), in: head, .left, glyphs: context.glyphs)
        let hasCurves = below.height >= count + 10
        let (map, curves) = below.splitTop(hasCurves ? min(below.height / 3, count * 3) : below.height)
        let rowsEach = max(1, min(3, map.height / max(1, count)))
        for (index, row) in reading.history.enumerated() {
            for line in 0..<rowsEach {
                let y = map.y + index * rowsEach + line
                guard y < map.bottom else { break }
                if line == 0 { canvas.text("\(reading.layers[index].column)", x: map.x, y: y, theme.dim) }
                drawHeat(row, context, y: y, from: map.x + Self.labelWidth, to: map.right, on: &canvas)
            }
        }
        if hasCurves { drawCurves(reading, context, in: curves, on: &canvas) }
    }

    private func drawHeat(
        _ row: [Double?], _ context: PaneContext, y: Int, from left: Int, to right: Int, on canvas: inout Canvas
    ) {
        let ramp: [Unicode.Scalar] = context.glyphs == .ascii ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"]
        for (column, value) in row.enumerated() {
            guard let value, left + column < right else { continue }
            let position = min(1, max(0, (value + 5) / 6))
            if context.shading == .color {
                canvas.put(" ", x: left + column, y: y, Style(context.theme.text, on: Colormap.sequential.color(at: position)))
            } else {
                canvas.put(ramp[min(3, Int(position * 4))], x: left + column, y: y, context.theme.plain)
            }
        }
    }

    private func drawCurves(_ reading: GradientsProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let last = max(1, reading.layers.count - 1)
        let end = Double(max(1, reading.historyRange.upperBound))
        let series = zip(reading.layers, reading.history).enumerated().map { index, pair in
            LinePlot.Series(
                "\(pair.0.column) \(pair.0.kind)",
                .columns(
                    pair.1.map { value in
                        value.map { LinePlot.Column(min: Self.power($0), max: Self.power($0), mean: Self.power($0)) }
                    }, over: 0...end),
                color: Colormap.sequential.color(at: 0.3 + 0.65 * Double(index) / Double(last)), format: nil)
        }
        LinePlot(series, yScale: .log, xRange: 0...end, axisStyle: context.theme.dim, showsLegend: reading.layers.count <= 6)
            .draw(in: area, on: &canvas, glyphs: context.glyphs)
    }

    private static func power(_ logarithm: Double) -> Double { Axis(.log, 1, 10).value(at: logarithm) }
}
