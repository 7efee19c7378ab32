import Inspection
import TerminalGraphics

extension PaneID {
    package static let activations = PaneID("activations")
}

/// The spread of each layer's activations over held-out samples, how much of them is flat (off or saturated), and how many
/// neurons are dead.
public struct ActivationsPane: Pane {
    public init() {}
    public var id: PaneID { .activations }
    public var homes: [PaneID] { [.activations, .gradients] }
    public var shortTitle: String { "Activations" }
    public var summary: String { "how each layer's values are spread; off, saturated, dead" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let reading = context[plan.probe] else { return "Activations" }
        return "Activations · \(reading.samples) \(reading.isOfBatch ? "of the batch" : "held-out")"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe] else { return .empty }
        let dead = reading.layers.reduce(0) { $0 + $1.deadNeurons }
        return dead == 0
            ? StyledText("● none dead", context.theme.style(context.theme.good, .bold))
            : StyledText("○ \(dead) dead", context.theme.style(context.theme.bad, .bold))
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<ActivationsProbe> { SingleProbe(ActivationsProbe()) }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe], !reading.layers.isEmpty, area.height > 0 else { return }
        let count = reading.layers.count
        // As many rows for each as there are, one at least; the rule below where a row is left.
        let rows = max(1, min(16, (area.height - 1) / count))
        let rule = rule(reading, context).filter { $0.width <= area.width }
        let shown = min(count, max(1, area.height / rows))
        let selected = reading.layers.firstIndex { $0.column == context.view.selection.column } ?? 0
        let first = min(max(0, selected - shown / 2), count - shown)
        for row in 0..<shown {
            let place = Rect(x: area.x, y: area.y + row * rows, width: area.width, height: rows)
            draw(reading.layers[first + row], context, in: place, on: &canvas)
        }
        let left = Rect(x: area.x, y: area.y + shown * rows, width: area.width, height: area.height - shown * rows)
        let more = shown < count ? [StyledText("layers \(first + 1)–\(first + shown) of \(count)", context.theme.dim)] : []
        canvas.lines(more + rule, in: left, glyphs: context.glyphs)
    }

    private func draw(_ layer: ActivationSpread, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let isSelected = layer.column == context.view.selection.column
        let style = isSelected ? theme.style(theme.selected, .bold) : theme.plain
        let wide = area.width >= 56
        let (left, rest) = area.splitLeft(wide ? 17 : 12)
        let (plot, right) = rest.splitLeft(max(0, rest.width - (wide ? 24 : 15)))
        let name =
            layer.activation.isEmpty ? layer.kind : layer.activation.split(separator: " ").first.map(String.init) ?? layer.kind
        canvas.text(
            "\(layer.column) \(wide ? layer.kind + " " + layer.activation : name)", x: left.x, y: left.y, style,
            width: left.width - 1, ellipsis: true)
        let numbers = NumberFormat.significant(2)
        func fitted(_ name: String, _ value: Double) -> StyledText {
            // A number is said with fewer digits before it would be cut.
            let forms = [numbers, .significant(1), .scientific(1)].map { $0.string(value) }
            let text = forms.first { name.count + $0.count < left.width } ?? forms[2]
            return StyledText([(name, theme.dim), (text, theme.plain)])
        }
        if area.height >= 3 {
            canvas.text(
                fitted(wide ? "  mean " : "  μ ", layer.mean), x: left.x, y: left.y + 1, width: left.width - 1,
                glyphs: context.glyphs)
            canvas.text(
                fitted(wide ? "  spread " : "  σ ", layer.deviation), x: left.x, y: left.y + 2, width: left.width - 1,
                glyphs: context.glyphs)
        }
        let color = isSelected ? theme.selected : theme.forward
        if area.height >= 3 {
            Histogram(
                counts: layer.counts, range: layer.range, broken: layer.nonFinite, color: color, axisStyle: theme.dim,
                isLogarithmic: true
            )
            .draw(in: plot, on: &canvas, glyphs: context.glyphs)
        } else {
            // One row: the ends of the range beside the columns.
            let ends = StyledText(
                "\(numbers.string(layer.range.lowerBound))…\(numbers.string(layer.range.upperBound))", theme.dim)
            let fits = plot.width >= ends.width + 12
            let bars = fits ? plot.splitLeft(plot.width - ends.width - 1).0 : plot
            Histogram(counts: layer.counts, range: layer.range, color: color, axisStyle: theme.dim, isLogarithmic: true)
                .draw(
                    in: Rect(x: bars.x, y: bars.y, width: bars.width, height: min(2, area.height)), on: &canvas,
                    glyphs: context.glyphs)
            if fits { canvas.text(ends, x: bars.right + 1, y: plot.y, glyphs: context.glyphs) }
        }
        drawWords(layer, context, in: right.inset(horizontal: 1, vertical: 0), isTall: area.height >= 3, on: &canvas)
    }

    private func drawWords(
        _ layer: ActivationSpread, _ context: PaneContext, in area: Rect, isTall: Bool, on canvas: inout Canvas
    ) {
        let theme = context.theme
        guard let word = layer.flatWord else {
            let text = isTall ? "flat nowhere" : "–"
            canvas.text(StyledText(text, theme.dim), in: area, .right, glyphs: context.glyphs)
            return
        }
        let tooFlat = layer.flat > (word == "off" ? 0.9 : 0.5)
        let share = NumberFormat.percent(0).string(layer.flat)
        let flat = StyledText([
            (word == "off" || area.width >= 15 ? word + " " : "sat. ", theme.dim),
            (share, tooFlat ? theme.style(theme.bad, .bold) : theme.bold),
        ])
        let dead =
            layer.deadNeurons == 0
            ? StyledText("● 0 dead", theme.style(theme.good))
            : StyledText(
                layer.deadNeurons == layer.neurons ? "○ all dead" : "○ \(layer.deadNeurons) dead", theme.style(theme.bad, .bold))
        if isTall {
            canvas.text(flat, in: area, .right, glyphs: context.glyphs)
            canvas.text(dead, in: Rect(x: area.x, y: area.y + 1, width: area.width, height: 1), .right, glyphs: context.glyphs)
            canvas.text(
                StyledText(layer.neurons == layer.units ? "of \(layer.units)" : "of \(layer.neurons) maps", theme.dim),
                in: Rect(x: area.x, y: area.y + 2, width: area.width, height: 1),
                .right, glyphs: context.glyphs)
        } else {
            let both = layer.deadNeurons > 0 ? dead : flat
            canvas.text(
                area.width >= flat.width + dead.width + 2 ? StyledText.joined([flat, dead], separator: "  ") : both, in: area,
                .right, glyphs: context.glyphs)
        }
    }

    private func rule(_ reading: ActivationsProbe.Reading, _ context: PaneContext) -> [StyledText] {
        let theme = context.theme
        var lines: [StyledText] = []
        let words = Set(reading.layers.compactMap(\.flatWord))
        if words.contains("off") {
            lines.append(StyledText("off: a = 0; dead: off on all \(reading.samples) samples", theme.dim))
        }
        if words.contains("saturated") {
            lines.append(StyledText("saturated: f′ < 5 % of its largest; dead: on all \(reading.samples)", theme.dim))
        }
        lines.append(
            StyledText("heights by log(1 + count), at it \(NumberFormat.integer.string(Double(reading.iteration)))", theme.dim))
        return lines
    }
}
