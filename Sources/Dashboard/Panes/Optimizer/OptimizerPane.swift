import Inspection
import TerminalGraphics

extension PaneID {
    package static let optimizer = PaneID("optimizer")
}

/// The optimizer's memory of each layer's gradients: the norm of each piece of its state, and how the selected layer's is spread.
public struct OptimizerPane: Pane {
    public init() {}
    public var id: PaneID { .optimizer }
    public var homes: [PaneID] { [.activations, .gradients] }
    public var shortTitle: String { "Optimizer" }
    public var summary: String { "what the optimizer remembers: momentum, m, v per layer" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let reading = context[plan.probe] else { return "Optimizer" }
        return "Optimizer · \(reading.text)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe] else { return .empty }
        // In the middle of an update some layers have the new state, and some still have the old one.
        let done = reading.layers.count(where: \.isOfStep)
        let step = "step \(NumberFormat.integer.string(Double(reading.step)))"
        return StyledText(
            done == reading.layers.count ? step : step + " in \(done) of \(reading.layers.count) layers", context.theme.dim)
    }

    /// The probes of a frame.
    public struct Plan: PanePlan {
        let probe = OptimizerProbe()
        /// Nil until the update is whole, and while it runs.
        let lossAfter: LossAfterProbe?

        public var probes: [any Probe] { [probe] + (lossAfter.map { [$0] } ?? []) }
    }

    public func prepare(_ request: PaneRequest) -> Plan { Plan(lossAfter: LossAfterProbe.wanted(request.status)) }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe], !area.isEmpty else { return }
        let theme = context.theme
        var lines = formula(reading, theme, in: area)
        // The outcome of the step, where it does not take the layers' rows.
        if area.height >= lines.count + reading.layers.count + 2, let after = plan.lossAfter.flatMap({ context[$0] }) {
            lines.append(after.line(theme, width: area.width))
        }
        guard !reading.slots.isEmpty else {
            lines += StyledText("It remembers nothing: each update is made of this batch's gradient alone.", theme.plain).wrapped(
                to: max(1, area.width))
            lines += StyledText(":set optimizer sgd(momentum:0.9) or :set optimizer adam, from here on", theme.dim).wrapped(
                to: max(1, area.width))
            canvas.lines(lines, in: area, glyphs: context.glyphs)
            return
        }
        let selected = max(0, reading.layers.firstIndex { $0.column == context.view.selection.column } ?? 0)
        let rows = min(reading.layers.count, max(1, area.height - lines.count - 1 - (area.height >= 12 ? 5 : 0)))
        let first = min(max(0, selected - rows / 2), reading.layers.count - rows)
        let width = max(9, (area.width - 10) / max(1, reading.slots.count))
        // The slot by its name, or by its letter alone.
        let head = reading.slots.reduce("".padded(to: 10)) { line, slot in
            let names = ["‖\(slot)‖", "‖\(slot.prefix { $0 != " " })‖"]
            return line + (names.first { $0.cellWidth < width } ?? names[1]).padded(to: width, .right)
        }
        lines.append(StyledText(head, theme.dim))
        for (index, layer) in reading.layers.enumerated().dropFirst(first).prefix(rows) {
            let style = index == selected ? theme.style(theme.selected, .bold) : layer.isOfStep ? theme.plain : theme.dim
            var line = StyledText("\(layer.column) \(layer.kind)".truncated(to: 9).padded(to: 10), style)
            for norm in layer.norms {
                line.append(
                    NumberFormat.scientific(3).string(norm).padded(to: width, .right),
                    !norm.isFinite ? theme.style(theme.bad, .bold) : layer.isOfStep ? theme.bold : theme.dim)
            }
            lines.append(line)
        }
        canvas.lines(lines.map { $0.truncated(to: area.width, glyphs: context.glyphs) }, in: area, glyphs: context.glyphs)
        let (_, below) = area.splitTop(lines.count)
        if below.height >= 4, reading.layers.indices.contains(selected) {
            drawHistograms(reading.layers[selected], reading, context, in: below, on: &canvas)
        }
    }

    /// The update as it is explained, with its settings; where that leaves no room for the layers, the new weight alone.
    private func formula(_ reading: OptimizerProbe.Reading, _ theme: Theme, in area: Rect) -> [StyledText] {
        let (update, width) = (theme.style(theme.update, .bold), max(1, area.width))
        let number = NumberFormat.significant(3).trimmed
        let settings =
            reading.formula.settings.map { "\($0.name) \(number.string($0.value))" } + [reading.gradient].compactMap { $0 }
        func lines(_ steps: some Sequence<String>, withSettings: Bool) -> [StyledText] {
            // A step stays whole as long as it fits into a line.
            let whole = steps.map { StyledText(FormulaText.shown($0), update) }
            let text = StyledText.packed(whole, width: width, gap: StyledText(";  ", update)).flatMap { $0.wrapped(to: width) }
            guard withSettings else { return text }
            return text + StyledText(FormulaText.shown(settings.joined(separator: "  ")), theme.dim).wrapped(to: width)
        }
        let steps = reading.formula.steps
        let forms = [
            lines(steps, withSettings: true), lines(steps, withSettings: false), lines(steps.suffix(1), withSettings: true),
        ]
        let needed = reading.slots.isEmpty ? 2 : 1 + reading.layers.count
        return forms.first { $0.count + needed <= area.height } ?? lines(steps.suffix(1), withSettings: false)
    }

    private func drawHistograms(
        _ layer: OptimizerProbe.Layer, _ reading: OptimizerProbe.Reading, _ context: PaneContext, in area: Rect,
        on canvas: inout Canvas
    ) {
        let theme = context.theme
        let count = max(1, layer.state.count)
        let width = area.width / count
        for (index, state) in layer.state.enumerated() {
            let place = Rect(
                x: area.x + index * width, y: area.y, width: width - (count > 1 ? 1 : 0), height: min(area.height, 14))
            let (head, plot) = place.splitTop(1)
            let name = StyledText([("layer \(layer.column): ", theme.dim), (reading.slots[index], theme.bold)])
            let symbol = StyledText(reading.slots[index], theme.bold)
            canvas.text(
                SpreadView.heading([name, symbol], nil, stride: state.stride, theme, width: head.width), in: head,
                glyphs: context.glyphs)
            Histogram(
                counts: state.counts, range: state.range, broken: state.nonFinite, color: theme.update, axisStyle: theme.dim,
                isLogarithmic: true
            ).draw(in: plot, on: &canvas, glyphs: context.glyphs)
        }
    }
}
