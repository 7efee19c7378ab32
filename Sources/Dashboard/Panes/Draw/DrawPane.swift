import Inspection
import TerminalGraphics

extension PaneID {
    package static let draw = PaneID("draw")
}

/// A canvas to draw a picture on, which the network reads while it is being drawn.
public struct DrawPane: Pane {
    public init() {}
    public var id: PaneID { .draw }
    public var homes: [PaneID] { [.explain] }
    public var shortTitle: String { "Draw" }
    public var summary: String { "draw a digit and see it being read" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let draw = context.view.draw else { return "Draw" }
        return draw.isActive ? (draw.isPenDown ? "Draw · pen down" : "Draw · pen up") : "Draw · d goes on"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let draw = context.view.draw, context.request.size.width >= 36 else { return .empty }
        return StyledText(draw.drawing.isCentered ? "seen centered" : "seen as drawn", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let gradient: PixelGradientProbe
        let prediction: PredictionProbe
        /// Whether there is a picture to ask them of.
        let hasPicture: Bool

        public var probes: [any Probe] { hasPicture ? [gradient, prediction] : [] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let sample = request.view.draw.map { SampleChoice.drawing($0.drawing) }
        return Plan(
            gradient: PixelGradientProbe(sample: sample ?? .pinned), prediction: PredictionProbe(sample: sample ?? .pinned),
            hasPicture: sample != nil)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let draw = context.view.draw else {
            let text = context.status.columns.first?.image == nil ? "only where samples are pictures" : "d begins to draw"
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let layout = DrawLayout(draw.drawing.shape, in: area)
        drawCanvas(draw, layout, context, on: &canvas)
        let prediction = context[plan.prediction].flatMap { $0.names.indices.contains(draw.drawing.label) ? $0 : nil }
        if let rect = layout.gradient {
            let name = prediction?.names[draw.drawing.label] ?? "\(draw.drawing.label)"
            drawGradient(context[plan.gradient], name, layout, rect, context, on: &canvas)
        }
        if let bars = layout.bars, let prediction { drawBars(draw, prediction, bars, context, on: &canvas) }
        drawWords(draw, prediction, layout.words, context, on: &canvas)
    }

    private func drawCanvas(_ draw: DrawState, _ layout: DrawLayout, _ context: PaneContext, on canvas: inout Canvas) {
        let shape = draw.drawing.shape
        let rect = layout.canvas
        guard !rect.isEmpty else { return }
        let grid = PixelGrid(draw.drawing.pixels.map { Float($0) / 255 }, rows: shape.height, columns: shape.width)
        let paper = Colormap(through: [context.theme.background.mixed(with: context.theme.text, 0.13), context.theme.strong])
        ImagePlot(
            grid.resampled(rows: rect.height * 2, columns: rect.width), colormap: paper, normalization: .linear(0, 1),
            shading: context.shading,
            alignment: .left, maximumEnlargement: 1
        ).draw(in: rect, on: &canvas, glyphs: context.glyphs)
        guard draw.isActive else { return }
        let (x, y) = (
            rect.x + (draw.column * rect.width + rect.width / 2) / shape.width,
            rect.y + (draw.row * rect.height * 2 + rect.height) / shape.height / 2
        )
        canvas.put(
            draw.isPenDown ? "●" : "┼", x: min(x, rect.right - 1), y: min(y, rect.bottom - 1),
            context.theme.highlight(context.theme.selected))
    }

    private func drawGradient(
        _ reading: PixelGradientProbe.Reading?, _ name: String, _ layout: DrawLayout, _ rect: Rect, _ context: PaneContext,
        on canvas: inout Canvas
    ) {
        let theme = context.theme
        let factor = layout.gradientFactor
        let more = factor > 1 ? " mean of \(factor)×\(factor)" : rect.width >= 26 ? ", were it a \(name)" : ""
        let title = StyledText([(factor > 1 ? "∂L/∂x" : "∂L/∂pixel", theme.bold), (more, theme.dim)])
        canvas.text(title, in: layout.gradientTitle, glyphs: context.glyphs)
        guard let reading, let image = reading.image else {
            return
        }
        let grid = PixelGrid(reading.values, rows: image.height, columns: image.width)
            .resampled(rows: rect.height * 2, columns: rect.width)
        ImagePlot(
            grid, colormap: theme.diverging, normalization: .symmetric(covering: Array(grid.values)),
            shading: context.shading, alignment: .left, maximumEnlargement: 1
        ).draw(in: rect, on: &canvas, glyphs: context.glyphs)
    }

    private func drawBars(
        _ draw: DrawState, _ reading: PredictionProbe.Reading, _ rect: Rect, _ context: PaneContext, on canvas: inout Canvas
    ) {
        let theme = context.theme
        let largest =
            reading.areProbabilities ? 1 : max(1e-9, reading.actual.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 })
        let rows = min(reading.names.count, rect.height)
        // Of too many the largest.
        let shown = reading.actual.indices.sorted { reading.actual[$0] > reading.actual[$1] }.prefix(rows).sorted()
        let gap = rect.height >= 2 * rows ? 2 : 1
        let numbers = PredictionNumbers(reading)
        let names = reading.names(in: 3)
        for (place, index) in shown.enumerated() {
            let y = rect.y + place * gap
            let isWanted = index == draw.drawing.label
            let isAnswer = index == reading.answer
            let color = isAnswer ? (isWanted ? theme.good : theme.bad) : theme.forward
            let style = isWanted ? theme.style(theme.warning, .bold) : theme.plain
            canvas.text((isWanted ? "▸" : " ") + names[index].padded(to: 3), x: rect.x, y: y, style)
            let value = reading.actual[index]
            canvas.bar(
                value.magnitude >= largest * 0.005 ? value.magnitude / largest : 0,
                in: Rect(x: rect.x + 5, y: y, width: rect.width - 12, height: 1),
                color, glyphs: context.glyphs)
            canvas.text(
                numbers.value(value).padded(to: 5, .right), x: rect.right - 6, y: y,
                isAnswer ? theme.style(color, .bold) : theme.plain)
        }
    }

    private func drawWords(
        _ draw: DrawState, _ prediction: PredictionProbe.Reading?, _ rect: Rect, _ context: PaneContext,
        on canvas: inout Canvas
    ) {
        let theme = context.theme
        var parts: [(String, Style)] = []
        if let reading = prediction {
            parts += [("should be ", theme.dim), (reading.names[draw.drawing.label], theme.style(theme.warning, .bold))]
            if let answer = reading.answer {
                let isRight = answer == draw.drawing.label
                let style = theme.style(isRight ? theme.good : theme.bad, .bold)
                parts += [("  says ", theme.dim), (reading.names[answer] + (isRight ? " ✓ " : " ✗ "), style)]
                parts.append((PredictionNumbers(reading).value(reading.actual[answer]), style))
            }
        }
        canvas.text(
            StyledText(parts), in: Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), .center, glyphs: context.glyphs)
        guard rect.height >= 2 else { return }
        let all = [
            "mouse or arrows draw · Space ink · Enter pen down, up · ⌫ erase · u undo · c clear · m center · 0–9 should be · Esc",
            "Space ink · Enter pen · ⌫ erase · u undo · c clear · m center · Esc", "Space ink · Enter pen · u undo · Esc",
            "Space ink · Enter pen · Esc",
        ]
        let hints = draw.isActive ? all.first { $0.cellWidth <= rect.width } ?? "" : "d goes on drawing"
        canvas.text(
            StyledText(hints, theme.dim), in: Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: 1), .center,
            glyphs: context.glyphs)
    }
}
