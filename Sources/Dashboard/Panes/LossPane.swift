import TerminalGraphics
import Training

/// Loss and accuracy over the iterations, on the training batches and on held-out samples.
public struct LossPane: Pane {
    public init() {}
    public var id: PaneID { .loss }
    public var shortTitle: String { "Loss" }
    public var summary: String { "loss and accuracy over the iterations" }

    public func title(_ context: PaneContext) -> String { context.view.isLogarithmic ? "Loss · log" : "Loss · linear" }

    public func note(_ context: PaneContext) -> StyledText {
        guard let reading = context.snapshot[probe(context.request)],
            let point = reading.heldOut.last(where: { $0.iteration <= reading.cursor }),
            let accuracy = point.accuracy
        else { return .empty }
        let width = context.request.size.width
        // Of how many samples, and when: it is not taken of all of them, nor in every iteration.
        let count = point.samples < context.status.heldOutCount ? " of \(point.samples)" : ""
        let time = width >= 46 ? " at it \(NumberFormat.integer.string(Double(point.iteration)))" : ""
        return StyledText([
            (width >= 58 ? "held-out accuracy " : "held-out ", context.theme.dim),
            (NumberFormat.percent(1).string(accuracy), context.theme.style(context.theme.heldOut, .bold)),
            (count + time, context.theme.dim),
        ])
    }

    public func probes(_ request: PaneRequest) -> [any Probe] { [probe(request), ghosts(request)] }

    private func ghosts(_ request: PaneRequest) -> GhostsProbe { GhostsProbe(columns: max(2, request.size.width / 3)) }

    private func ghosts(_ context: PaneContext) -> GhostCurves {
        GhostCurves(ghosts: context.snapshot[ghosts(context.request)] ?? [], theme: context.theme)
    }

    private func probe(_ request: PaneRequest) -> CurvesProbe { CurvesProbe(columns: max(2, request.size.width * 2)) }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        for (plot, part) in plots(context, in: area) { plot.draw(in: part, on: &canvas, glyphs: context.glyphs) }
    }

    /// The iteration whose column a cell is in: where a press on the curve leads. Nil beside the curves.
    func iteration(at point: Point, _ context: PaneContext, in area: Rect) -> Int? {
        for (plot, part) in plots(context, in: area) where part.contains(point) {
            let layout = plot.layout(in: part, glyphs: context.glyphs)
            guard layout.plot.width > 0, (layout.plot.x..<layout.plot.right).contains(point.x) else { return nil }
            return Int(layout.x(ofColumn: point.x).rounded())
        }
        return nil
    }

    private func plots(_ context: PaneContext, in area: Rect) -> [(LinePlot, Rect)] {
        guard let reading = context.snapshot[probe(context.request)] else { return [] }
        let hasAccuracy = reading.heldOut.contains { $0.accuracy != nil }
        if hasAccuracy && area.height >= 14 {
            let (top, bottom) = area.splitTop(area.height * 3 / 5)
            return [(loss(reading, context), top), (accuracy(reading, context), bottom)]
        }
        if hasAccuracy && area.width >= 84 && area.height >= 5 {
            let (left, right) = area.splitLeft(area.width * 3 / 5)
            return [(loss(reading, context), left), (accuracy(reading, context), right)]
        }
        return [(loss(reading, context), area)]
    }

    private func loss(_ reading: CurvesProbe.Reading, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let held = reading.heldOut.map { LinePlot.Sample(Double($0.iteration), $0.loss) }
        return plot(
            ghosts(context).trainLoss + [
                LinePlot.Series("train batch", columns(reading.trainLoss, reading), color: theme.train, format: nil),
                LinePlot.Series("held-out", .samples(held), color: theme.heldOut),
            ], reading, context, scale: context.view.isLogarithmic ? .log : .linear, range: nil)
    }

    private func accuracy(_ reading: CurvesProbe.Reading, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let held = reading.heldOut.compactMap { point in point.accuracy.map { LinePlot.Sample(Double(point.iteration), $0) } }
        return plot(
            ghosts(context).accuracy + [
                LinePlot.Series(
                    "accuracy: train batch", columns(reading.trainAccuracy, reading), color: theme.train, format: nil),
                LinePlot.Series("held-out", .samples(held), color: theme.heldOut, format: .percent(1)),
            ], reading, context, scale: .linear, range: 0...1)
    }

    private func columns(_ summaries: [MetricSummary?], _ reading: CurvesProbe.Reading) -> LinePlot.Values {
        // A batch's loss belongs to the moment before its update: iteration i stands at x = i.
        .columns(
            summaries.map { $0.map { LinePlot.Column(min: $0.minimum, max: $0.maximum, mean: $0.mean) } },
            over: Double(reading.range.lowerBound)...Double(max(1, reading.range.upperBound)))
    }

    private func plot(
        _ series: [LinePlot.Series], _ reading: CurvesProbe.Reading, _ context: PaneContext, scale: AxisScale,
        range: ClosedRange<Double>?
    ) -> LinePlot {
        let theme = context.theme
        let end = max(1, reading.range.upperBound, ghosts(context).end)
        let epochs = stride(from: reading.iterationsPerEpoch, through: end, by: reading.iterationsPerEpoch)
        var marks = epochs.prefix(400).map { LinePlot.Mark(Double($0), style: theme.style(theme.border), isMinor: true) }
        marks += reading.interventions.map {
            LinePlot.Mark(Double($0.iteration), label: BranchTable.text($0.change), style: theme.style(theme.update))
        }
        // The newest iteration has its loss before its updates: that is not the past.
        let isBehind = reading.cursor < max(context.status.newest, ghosts(context).end) && reading.range.count > 1
        return LinePlot(
            series, yScale: scale, xRange: 0...Double(end), yRange: range, marks: marks,
            cursor: isBehind ? Double(reading.cursor) : nil,
            axisStyle: theme.dim, cursorStyle: theme.style(theme.selected))
    }
}
