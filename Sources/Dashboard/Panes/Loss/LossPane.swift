import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let loss = PaneID("loss")
}

/// Loss and accuracy over the iterations, on the training batches and on held-out samples.
public struct LossPane: Pane {
    public init() {}
    public var id: PaneID { .loss }
    public var shortTitle: String { "Loss" }
    public var summary: String { "loss and accuracy over the iterations" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        let part = context.view.curves.zoomLevel > 0 ? " · 1/\(1 << context.view.curves.zoomLevel)" : ""
        return (context.view.curves.isLogarithmic ? "Loss · log" : "Loss · linear") + part
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.curves],
            let point = reading.heldOut.last(where: { $0.iteration <= reading.cursor }),
            let (name, text) = point.accuracy.map({ ("accuracy ", NumberFormat.percent(1).string($0)) })
                ?? point.determination.map({ ("R² ", NumberFormat.fixed(3).string($0)) })
        else { return .empty }
        let theme = context.theme
        // Of how many samples, and when: it is not taken of all of them, nor in every iteration.
        let isStale = Self.isStale(point, reading)
        let count = point.samples < context.status.heldOutCount ? " of \(point.samples)" : ""
        let time = " at it \(NumberFormat.integer.string(Double(point.iteration)))"
        let number = (text, isStale ? theme.dim : theme.style(theme.heldOut, .bold))
        // An old one that does not say so would be taken for new.
        let forms =
            [("held-out " + name, count + time), ("held-out " + name, time), (name, time)] + (isStale ? [] : [(name, "")])
        let room = context.request.size.width - title(plan, context).cellWidth - 5
        return forms.lazy.map { StyledText([($0.0, theme.dim), number, ($0.1, theme.dim)]) }.first { $0.width <= room } ?? .empty
    }

    /// Whether an evaluation is too old to stand for the moment in view.
    private static func isStale(_ point: HeldOutPoint, _ reading: CurvesProbe.Reading) -> Bool {
        reading.cursor - point.iteration
            > max(1, min(reading.epochs.iterationsPerEpoch(at: reading.cursor), reading.range.count / 5))
    }

    public struct Plan: PanePlan {
        let curves: CurvesProbe
        let ghosts: GhostsProbe
        let progress = ProgressProbe()
        let hits = HitsProbe()

        public var probes: [any Probe] { [curves, ghosts, progress, hits] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        Plan(
            curves: CurvesProbe(columns: max(2, request.size.width * 2), zoomLevel: request.view.curves.zoomLevel),
            ghosts: GhostsProbe(columns: max(2, request.size.width / 3)))
    }

    private func ghosts(_ plan: Plan, _ context: PaneContext) -> GhostCurves {
        GhostCurves(ghosts: context[plan.ghosts] ?? [], theme: context.theme)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let (notes, area) = notes(plan, context, in: area)
        canvas.lines(notes, in: Rect(x: area.x, y: area.bottom, width: area.width, height: notes.count), glyphs: context.glyphs)
        let plots = plots(plan, context, in: area)
        for (plot, part) in plots { plot.draw(in: part, on: &canvas, glyphs: context.glyphs) }
        if let first = plots.first { drawVerdict(plan, context, beside: first, in: area, on: &canvas) }
        drawValues(plan, context, in: area, on: &canvas)
    }

    /// Numbers that the run's own program has noted, and the room that they leave to the curves.
    private func notes(_ plan: Plan, _ context: PaneContext, in area: Rect) -> ([StyledText], Rect) {
        guard let notes = context[plan.curves]?.notes, !notes.isEmpty, area.height >= 8 else { return ([], area) }
        let theme = context.theme
        let parts = notes.map { note in
            StyledText([
                (note.name + " ", theme.dim), (NumberFormat.significant(4).string(note.value), theme.bold),
                (" at \(NumberFormat.integer.string(Double(note.iteration)))", theme.dim),
            ])
        }
        let lines = Array(StyledText.packed(parts, width: area.width, gap: StyledText("   ", theme.dim)).prefix(2))
        return (lines, area.splitTop(area.height - lines.count).0)
    }

    /// In the row of the curves' names, left of them: whether the run is getting anywhere.
    private func drawVerdict(
        _ plan: Plan, _ context: PaneContext, beside plot: (LinePlot, Rect), in area: Rect, on canvas: inout Canvas
    ) {
        guard let verdict = context[plan.progress], area.height >= 8 else { return }
        let room = plot.1.width - plot.0.legend(glyphs: context.glyphs).width - 2
        let text = ProgressText(verdict: verdict, theme: context.theme)
        guard let shown = [text.long, text.short].first(where: { $0.width <= room }) else { return }
        canvas.text(shown, x: area.x, y: area.y, width: room, glyphs: context.glyphs)
    }

    /// The iteration whose column a cell is in: where a press on the curve leads. Nil beside the curves.
    func iteration(at point: Point, _ plan: Plan, _ context: PaneContext, in area: Rect) -> Int? {
        let area = notes(plan, context, in: area).1
        for (plot, part) in plots(plan, context, in: area) where part.contains(point) {
            let layout = plot.layout(in: part, glyphs: context.glyphs)
            guard layout.plot.width > 0, (layout.plot.x..<layout.plot.right).contains(point.x) else { return nil }
            return Int(saturating: layout.x(ofColumn: point.x).rounded())
        }
        return nil
    }

    func plots(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [(LinePlot, Rect)] {
        var plots = parts(plan, context, in: area)
        if let place = values(plan, context, in: area)?.place, !plots.isEmpty {
            plots[0].0.reserved = Rect(x: place.x - 1, y: place.y, width: place.width + 1, height: place.height)
        }
        return plots
    }

    private func parts(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [(LinePlot, Rect)] {
        guard let reading = context[plan.curves] else { return [] }
        let hasAccuracy = reading.heldOut.contains { $0.accuracy != nil }
        if hasAccuracy && area.height >= 14 {
            let (top, bottom) = area.splitTop(area.height * 3 / 5)
            return [(loss(reading, plan, context), top), (accuracy(reading, plan, context), bottom)]
        }
        if hasAccuracy && area.width >= 84 && area.height >= 5 {
            let (left, right) = area.splitLeft(area.width * 3 / 5)
            return [(loss(reading, plan, context), left), (accuracy(reading, plan, context), right)]
        }
        return [(loss(reading, plan, context), area)]
    }

    /// The values of the curves at the cursor, where the moment in view is not their end; and where they are written.
    private func values(_ plan: Plan, _ context: PaneContext, in area: Rect) -> (text: StyledText, place: Rect)? {
        let theme = context.theme
        guard let reading = context[plan.curves], reading.cursor < context.status.newest, area.height >= 6,
            area.width >= 30
        else { return nil }
        var text = StyledText([("it \(NumberFormat.integer.string(Double(reading.cursor))) ", theme.style(theme.selected, .bold))]
        )
        if let loss = reading.latestTrainLoss {
            text.append(NumberFormat.significant(3).string(loss) + " ", theme.style(theme.train))
        }
        if let point = reading.heldOut.last(where: { $0.iteration <= reading.cursor }) {
            text.append(NumberFormat.significant(3).string(point.loss), theme.style(theme.heldOut))
        }
        let width = min(text.width, area.width - 8)
        return (text, Rect(x: area.right - width, y: area.y + 1, width: width, height: 1))
    }

    private func drawValues(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let (text, place) = values(plan, context, in: area) else { return }
        canvas.text(text, in: place, .right, glyphs: context.glyphs)
    }

    private func loss(_ reading: CurvesProbe.Reading, _ plan: Plan, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let held = reading.heldOut.map { LinePlot.Sample(Double($0.iteration), $0.loss) }
        // The newest value is written at the curve's end: not one that was found long before.
        let isStale = reading.heldOut.last.map { Self.isStale($0, reading) } ?? true
        let scale: AxisScale = context.view.curves.isLogarithmic ? .log : .linear
        var plot = plot(
            otherRun(plan, context, \.trainLoss, { $0.loss }) + ghosts(plan, context).trainLoss
                + [self.held(held, theme, format: isStale ? nil : .significant(3))]
                + train(
                    context.request.size.width < 50 ? "train" : "train batch", reading.trainLoss, reading, context,
                    newest: reading.newestTrainLoss, format: .significant(3)),
            reading, plan, context, scale: scale, range: nil)
        // A curve that only jitters is to look flat.
        plot.leastRatio = 1.25
        if let guessing = context[plan.progress]?.guessing { mark(guessing, in: &plot, theme) }
        return plot
    }

    /// The loss of guessing: a line where it lies between the curves, or not so far from them that they would be pressed
    /// together; else where to look for it.
    private func mark(_ guessing: Double, in plot: inout LinePlot, _ theme: Theme) {
        let axis = plot.layout(in: Rect(x: 0, y: 0, width: 40, height: 10), glyphs: .braille).yAxis
        let label = "guessing \(NumberFormat.significant(3).string(guessing))"
        let isNear =
            axis.scale == .log
            ? guessing < axis.high * 4 && guessing > axis.low / 4
            : guessing < 2 * axis.high - axis.low && guessing > 2 * axis.low - axis.high
        var level = LinePlot.Level(guessing, label: label, style: theme.dim)
        if !isNear {
            level.y = guessing < axis.low ? axis.low : axis.high
            level.label += guessing < axis.low ? " ↓" : " ↑"
            level.hasLine = false
        }
        plot.levels = [level]
    }

    private func accuracy(_ reading: CurvesProbe.Reading, _ plan: Plan, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let held = reading.heldOut.compactMap { point in point.accuracy.map { LinePlot.Sample(Double(point.iteration), $0) } }
        return plot(
            otherRun(plan, context, \.trainAccuracy, { $0.accuracy }) + ghosts(plan, context).accuracy
                + [self.held(held, theme, format: .percent(1))]
                + train("accuracy: train batch", reading.trainAccuracy, reading, context), reading, plan, context, scale: .linear,
            range: 0...1)
    }

    /// The other run's curves, faint and dotted behind this one's: on the same axes, as two plots side by side have axes of their
    /// own.
    private func otherRun(
        _ plan: Plan, _ context: PaneContext, _ train: KeyPath<CurvesProbe.Reading, [MetricSummary?]>,
        _ heldOut: (HeldOutPoint) -> Double?
    ) -> [LinePlot.Series] {
        guard let name = context.otherRunName, let other = context.ofOtherRun(plan.curves) else { return [] }
        let held = other.heldOut.compactMap { point in heldOut(point).map { LinePlot.Sample(Double(point.iteration), $0) } }
        var curves = [
            LinePlot.Series("", columns(other[keyPath: train], other), color: context.theme.faint, isDotted: true, format: nil),
            LinePlot.Series(
                "", .samples(held), color: context.theme.strong, isDotted: true, marker: name.unicodeScalars.first, format: nil),
        ]
        // Both runs on one axis, unless one has left the other's far behind.
        let isFar = Self.isFar(other[keyPath: train], from: context[plan.curves]?[keyPath: train] ?? [])
        for index in curves.indices { curves[index].isBackground = isFar }
        return curves
    }

    /// More than this many times the greatest loss of a run would press its curve to a line.
    private static let farther = 100.0

    private static func isFar(_ other: [MetricSummary?], from own: [MetricSummary?]) -> Bool {
        let most = { (summaries: [MetricSummary?]) in summaries.compactMap { $0?.mean }.filter(\.isFinite).max() }
        guard let (own, theirs) = most(own).flatMap({ own in most(other).map { (own, $0) } }), own > 0 else { return false }
        return theirs > farther * own || other.contains { ($0?.nonFinite ?? 0) > 0 }
    }

    /// The evaluations: what was measured are the circles; the dots between them only lead the eye, behind the batches' curve.
    private func held(_ points: [LinePlot.Sample], _ theme: Theme, format: NumberFormat?) -> LinePlot.Series {
        LinePlot.Series(
            "held-out", .samples(points), color: theme.heldOut, isDotted: true, marker: Self.heldOutMarker, format: format)
    }

    /// Tells held-out samples' curves from those of the batches where there is no color.
    static let heldOutMarker: Unicode.Scalar = "○"

    /// The batches' curve; smoothed, with what it is the mean of behind it.
    private func train(
        _ name: String, _ summaries: [MetricSummary?], _ reading: CurvesProbe.Reading, _ context: PaneContext,
        newest: Double? = nil, format: NumberFormat? = nil
    )
        -> [LinePlot.Series]
    {
        let theme = context.theme
        var raw = LinePlot.Series(name, columns(summaries, reading), color: theme.train, format: format)
        raw.newest = newest
        guard let smooth = Smoothing.smoothed(summaries, level: context.view.curves.smoothing) else { return [raw] }
        var behind = raw
        behind.name = ""
        behind.color = theme.border
        behind.isDotted = true
        behind.format = nil
        behind.newest = nil
        return [behind, LinePlot.Series(name + ", smooth", columns(smooth, reading), color: theme.train, format: format)]
    }

    private func columns(_ summaries: [MetricSummary?], _ reading: CurvesProbe.Reading) -> LinePlot.Values {
        // A batch's loss belongs to the moment before its update: iteration i stands at x = i.
        let range = Double(reading.range.lowerBound)...Double(max(reading.range.lowerBound + 1, reading.range.upperBound))
        guard reading.range.count < summaries.count else {
            return .columns(
                summaries.map { $0.map { LinePlot.Column(min: $0.minimum, max: $0.maximum, mean: $0.mean) } }, over: range)
        }
        // Fewer iterations than columns: points, with lines between them.
        return .samples(
            summaries.indices.compactMap { index in
                let iteration = reading.range.lowerBound + reading.range.count * index / summaries.count
                return summaries[index].map { LinePlot.Sample(Double(iteration), $0.mean) }
            })
    }

    private func plot(
        _ series: [LinePlot.Series], _ reading: CurvesProbe.Reading, _ plan: Plan, _ context: PaneContext, scale: AxisScale,
        range: ClosedRange<Double>?
    ) -> LinePlot {
        let theme = context.theme
        // The whole run, and other branches; or the part looked at more closely.
        let start = reading.range.lowerBound
        let end = max(start + 1, reading.range.upperBound, context.view.curves.zoomLevel == 0 ? ghosts(plan, context).end : 0)
        let marks = LossMarks(reading: reading, hits: context[plan.hits] ?? [], context: context).all(from: start, to: end)
        // The newest iteration has its loss before its updates: that is not the past.
        let isBehind = reading.cursor < max(context.status.newest, ghosts(plan, context).end) && reading.range.count > 1
        return LinePlot(
            series, yScale: scale, xRange: Double(start)...Double(end), yRange: range, marks: marks,
            cursor: isBehind && reading.cursor >= start ? Double(reading.cursor) : nil,
            axisStyle: theme.dim, cursorStyle: theme.style(theme.selected))
    }
}
