import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let belief = PaneID("belief")
}

/// The network's belief in each class of the pinned sample over the iterations; and how each pixel would have to change to make
/// its loss smaller.
public struct BeliefPane: Pane {
    public init() {}
    public var id: PaneID { .belief }
    public var homes: [PaneID] { [.belief, .loss] }
    public var shortTitle: String { "Belief" }
    public var summary: String { "the pinned sample over time: every p, its loss, the slope of its pixels" }
    public var views: [String] { ["every output over time", "its own loss", "∂L/∂x, the slope of its pixels"] }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        let name = context[plan.probe].flatMap { reading in reading.target.map { reading.names[$0] } }
        let pinned = name.map { "pinned \($0)" } ?? "pinned"
        if view(context.view) == 2 { return "∂L/∂x · \(pinned)" }
        // Another sample has no past before it was pinned.
        let since = context[plan.probe]?.iterations.first.flatMap { $0 > 0 ? " since it \($0)" : nil } ?? ""
        return (view(context.view) == 1 ? "Loss · " : "Belief · ") + pinned + since
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe], let target = reading.target, let point = place(reading) else { return .empty }
        let theme = context.theme
        let value = reading.beliefs[target][point]
        let name = reading.areProbabilities ? "p[\(reading.names[target])] " : ""
        return StyledText([(name, theme.dim), (format(reading).string(Double(value)), theme.style(theme.good, .bold))])
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<BeliefProbe> {
        SingleProbe(BeliefProbe(columns: max(2, min(256, request.size.width * 2))))
    }

    private func format(_ reading: BeliefProbe.Reading) -> NumberFormat { reading.areProbabilities ? .probability() : .fixed(2) }

    /// The point of the position in view: the last one not behind it.
    private func place(_ reading: BeliefProbe.Reading) -> Int? { reading.iterations.lastIndex { $0 <= reading.cursor } }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else { return }
        let view = view(context.view)
        if view == 2 {
            drawPixels(reading, context, in: area, on: &canvas)
            return
        }
        // Where there is room, the pixels stand beside the curves, and the loss below them.
        let wantsPixels = reading.image != nil && area.width >= 90 && area.height >= 9
        let (left, right) = wantsPixels ? area.splitLeft(area.width - min(area.width / 3, area.height * 2 + 6)) : (area, .zero)
        if view == 0 && area.height >= 20 {
            let (top, bottom) = left.splitTop(left.height * 2 / 3)
            beliefs(reading, context).draw(in: top, on: &canvas, glyphs: context.glyphs)
            loss(reading, context).draw(in: bottom, on: &canvas, glyphs: context.glyphs)
        } else {
            (view == 1 ? loss(reading, context) : beliefs(reading, context)).draw(in: left, on: &canvas, glyphs: context.glyphs)
        }
        if wantsPixels { drawPixels(reading, context, in: right.inset(horizontal: 1, vertical: 0), on: &canvas) }
    }

    private func beliefs(_ reading: BeliefProbe.Reading, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let now = place(reading)
        // The strongest of the others stands out, too.
        let runnerUp = now.flatMap { point in
            reading.beliefs.indices.filter { $0 != reading.target && !reading.beliefs[$0][point].isNaN }
                .max { reading.beliefs[$0][point] < reading.beliefs[$1][point] }
        }
        let marks = ShortNames.marks(reading.names)
        func series(_ output: Int, _ name: String, _ color: Color, _ format: NumberFormat?) -> LinePlot.Series {
            let samples: [LinePlot.Sample?] = zip(reading.iterations, reading.beliefs[output]).map {
                LinePlot.Sample(Double($0), Double($1))
            }
            // The two that stand out carry their names, the others are dots behind them.
            return LinePlot.Series(
                name, .samples(samples), color: color, isDotted: name.isEmpty,
                marker: name.isEmpty ? nil : marks[output], format: format)
        }
        func name(_ output: Int) -> String {
            reading.areProbabilities ? "p[\(reading.names[output])]" : reading.names[output]
        }
        var curves = reading.beliefs.indices.filter { $0 != reading.target && $0 != runnerUp }.map {
            series($0, "", theme.border, nil)
        }
        if let runnerUp { curves.append(series(runnerUp, name(runnerUp), theme.bad, format(reading))) }
        if let target = reading.target {
            curves.append(series(target, name(target), theme.good, format(reading)))
        }
        return plot(curves, reading, context, scale: .linear, range: reading.areProbabilities ? 0...1 : nil)
    }

    private func loss(_ reading: BeliefProbe.Reading, _ context: PaneContext) -> LinePlot {
        let samples: [LinePlot.Sample?] = zip(reading.iterations, reading.losses).map { LinePlot.Sample(Double($0), $1) }
        return plot(
            [LinePlot.Series("its own loss", .samples(samples), color: context.theme.loss)], reading, context,
            scale: context.view.curves.isLogarithmic ? .log : .linear, range: nil)
    }

    private func plot(
        _ series: [LinePlot.Series], _ reading: BeliefProbe.Reading, _ context: PaneContext, scale: AxisScale,
        range: ClosedRange<Double>?
    ) -> LinePlot {
        let first = reading.iterations.first ?? 0
        let end = max(first + 1, reading.iterations.last ?? 1)
        let isBehind = reading.cursor < end - 1
        return LinePlot(
            series, yScale: scale, xRange: Double(first)...Double(end), yRange: range,
            cursor: isBehind ? Double(reading.cursor) : nil,
            axisStyle: context.theme.dim, cursorStyle: context.theme.style(context.theme.selected))
    }

    private func drawPixels(_ reading: BeliefProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        guard let image = reading.image else {
            canvas.text("no picture to show slopes of", x: area.x, y: area.y, theme.dim, width: area.width)
            return
        }
        guard let gradient = reading.inputGradient, gradient.count == image.height * image.width else {
            let text = context.status.hasBackward(0) ? "training does without ∂L/∂x here" : "∂L/∂x comes with the backward pass"
            canvas.lines(
                StyledText(text, theme.dim).wrapped(to: max(1, area.width)), in: area, glyphs: context.glyphs)
            return
        }
        let magnitudes = gradient.lazy.map(\.magnitude).filter(\.isFinite)
        let scale = Double(magnitudes.max() ?? 0)
        let wordRows = area.height >= 8 ? 2 : area.height >= 4 ? 1 : 0
        let picture = area.splitTop(area.height - wordRows).0
        let drawn = ImagePlot(
            PixelGrid(gradient, rows: image.height, columns: image.width), colormap: theme.diverging,
            normalization: .symmetric(scale),
            shading: context.shading, maximumEnlargement: 2
        ).draw(in: picture, on: &canvas, glyphs: context.glyphs)
        let words = Rect(x: area.x, y: drawn.area.bottom, width: area.width, height: area.bottom - drawn.area.bottom)
        let lines = [
            StyledText([("∂L/∂x ", theme.bold), ("±" + NumberFormat.significant(2).string(scale), theme.dim)]),
            StyledText([
                ("+", theme.style(theme.positive, .bold)), (" darker helps  ", theme.dim),
                ("−", theme.style(theme.negative, .bold)), (" brighter", theme.dim),
            ]),
        ]
        canvas.lines(lines.map { $0.truncated(to: words.width, glyphs: context.glyphs) }, in: words, glyphs: context.glyphs)
    }
}
