import Inspection
import NeuralNetwork
import TerminalGraphics

extension PaneID {
    package static let explain = PaneID("explain")
}

/// The selected weight by the chain rule, with the numbers filled in: how its neuron's z and a come about, how the error reaches
/// it, what its gradient is, and how the optimizer changes it. What has not been computed yet in this iteration stands as a
/// formula without numbers.
public struct ExplainPane: Pane {
    public init() {}
    public var id: PaneID { .explain }
    public var shortTitle: String { "Explain" }
    public var summary: String { "the selected weight by the chain rule, with its numbers" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        if let walk = walk(plan, context) { return WalkText(reading: walk, context: context, size: context.request.size).title }
        if let inner = context.view.selection.inner {
            return "Explain · " + context.status.name(of: inner, column: context.view.selection.column)
        }
        guard let reading = context[plan.explain] else {
            guard let all = context[plan.explanation], all.column > 0 else { return "Explain" }
            let kind = context.status.columns[all.column].kind + Subscript.text(all.column)
            return "Explain · \(kind) " + context.status.unitName(column: all.column, all.neuron)
        }
        return "Explain · w\(Subscript.text(reading.column)) \(reading.neuron) ← \(Self.source(reading, context.status))"
    }

    /// The input of a weight: a pixel as row and column, else a number.
    static func source(_ reading: ExplainProbe.Reading, _ status: Status) -> String {
        guard let image = status.columns.picture(before: reading.column), image.width > 0 else { return String(reading.input) }
        return "pixel \(reading.input / image.width),\(reading.input % image.width)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        if let walk = walk(plan, context) { return WalkText(reading: walk, context: context, size: context.request.size).note }
        guard let reading = context[plan.explain], context.request.size.width < 70,
            context.request.size.height < 18
        else { return .empty }
        return StyledText("\(reading.neuron) ← \(Self.source(reading, context.status))", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let explain: ExplainProbe
        let walk: WalkProbe
        let explanation: ExplanationProbe
        let ranking: RankingProbe
        let prediction: PredictionProbe
        /// Nil where none is wanted: it is too slow for every frame of a run.
        let check: CheckProbe?
        /// Nil until the update is whole, and while it runs.
        let lossAfter: LossAfterProbe?

        public var probes: [any Probe] {
            [explain, walk, explanation, ranking, prediction]
                + [check as (any Probe)?, lossAfter as (any Probe)?].compactMap { $0 }
        }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let (selection, height) = (request.view.selection, request.size.height)
        let checks = request.view.explanation.isChecking && request.status?.isRunning == false
        return Plan(
            explain: ExplainProbe(
                selection: selection, terms: height >= 30 ? 6 : height >= 26 ? 3 : height >= 22 ? 2 : 1),
            walk: WalkProbe(
                sample: selection.sample, order: request.view.termOrder,
                lines: max(1, min(40, height - WalkText.otherLines(request.status?.walkState)))),
            explanation: ExplanationProbe(
                selection: selection, paths: height >= 30 ? 6 : 0, extent: Self.isFull(request) ? .whole : .besideExplain),
            ranking: RankingProbe(selection: selection), prediction: PredictionProbe(sample: selection.sample),
            check: checks ? CheckProbe(selection: selection) : nil, lossAfter: LossAfterProbe.wanted(request.status))
    }

    /// The explanation in full: where the pane has the screen to itself, and of layers that are no dense ones.
    static func isFull(_ request: PaneRequest) -> Bool { request.view.isZoomed && request.view.focus == .explain }

    func full(_ plan: Plan, _ context: PaneContext) -> [ExplanationLines.Line]? {
        guard let reading = context[plan.explanation] else { return nil }
        let size = context.request.size
        return ExplanationLines(
            reading: reading, context: context, width: min(size.width, Self.widest),
            terms: size.height >= 40 ? 6 : size.height >= 30 ? 3 : 2, check: plan.check.flatMap { context[$0] },
            lossAfter: plan.lossAfter.flatMap { context[$0] }
        ).lines
    }

    /// Columns of a line at most: a value is to stand near its formula.
    private static let widest = 84

    /// A line of the explanation as it stands in the pane.
    struct ShownLine {
        var text: StyledText
        var row: Int
        /// Whether it is the one that Enter leads from.
        var isChosen = false
    }

    /// The lines that are on the screen: of the walk, of the explanation in full, or of its short form; nil where there is nothing
    /// to explain.
    func shown(_ plan: Plan, _ context: PaneContext, _ size: Size) -> [ShownLine]? {
        if let walk = walk(plan, context) {
            return rows(WalkText(reading: walk, context: context, size: size).lines, size)
        }
        let reading = context[plan.explain]
        if Self.isFull(context.request) || reading == nil, let lines = full(plan, context) {
            return scrolled(lines, context, size)
        }
        return reading.map { reading in
            let text = ExplanationText(
                reading: reading, context: context, width: size.width, height: size.height,
                prediction: context[plan.prediction], check: plan.check.flatMap { context[$0] },
                optimizerLines: reading.isPlainDescent ? [] : optimizerLines(plan, context),
                lossAfter: plan.lossAfter.flatMap { context[$0] })
            return rows(text.lines, size)
        }
    }

    private func rows(_ lines: [StyledText], _ size: Size) -> [ShownLine] {
        lines.prefix(size.height).enumerated().map { ShownLine(text: $1, row: $0) }
    }

    private func scrolled(_ lines: [ExplanationLines.Line], _ context: PaneContext, _ size: Size) -> [ShownLine] {
        let jumps = lines.indices.filter { lines[$0].jump != nil }
        let isChoosing = Self.isFull(context.request) && !jumps.isEmpty
        let chosen = isChoosing ? jumps[min(context.view.explanation.chosenFactor, jumps.count - 1)] : nil
        let scroll = max(0, min(lines.count - size.height, (chosen ?? 0) - size.height / 2))
        return (scroll..<min(lines.count, scroll + size.height)).map { index in
            ShownLine(text: lines[index].text, row: index - scroll, isChosen: index == chosen)
        }
    }

    /// The sum that is growing, while its neuron is the one looked at.
    private func walk(_ plan: Plan, _ context: PaneContext) -> WalkProbe.Reading? {
        guard let reading = context[plan.walk] else { return nil }
        let (selection, walkState) = (context.view.selection, reading.walkState)
        if let inner = walkState.inner {
            // Back to where no stage is arrived at: nothing that could be selected.
            return walkState.place == selection.inner && (inner.stage == nil || inner.column == selection.column) ? reading : nil
        }
        let isSame = selection.inner == nil && selection.column == walkState.column && selection.neuron == walkState.unit
        return isSame ? reading : nil
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let lines = shown(plan, context, area.size) else { return drawNothing(context, in: area, on: &canvas) }
        let selected = context.theme.style(context.theme.selected, .bold)
        for line in lines {
            let text = line.isChosen ? StyledText([(line.text.string, selected)]) : line.text
            let y = area.y + line.row
            canvas.text(text, x: area.x + 1, y: y, width: area.width - 1, glyphs: context.glyphs)
            if line.isChosen { canvas.put("▸", x: area.x + 1, y: y, selected) }
        }
    }

    /// The lines, each by what it is of: `z`, `δ`, `∂L/∂w`, `Δw`.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        (shown(plan, context, area.size) ?? []).compactMap { line in
            // The batch's gradient stands behind its heading.
            let text = line.text.string
            let name = text.drop(prefix: ExplanationText.batchHeading).prefix { !" ,:".contains($0) }
            let place = Rect(x: area.x, y: area.y + line.row, width: area.width, height: 1)
            return name.isEmpty ? nil : PlacedAnchor(.line(String(name)), place)
        }
    }

    /// The optimizer's update by the gradient, as the core tells it; empty until the gradient is there.
    private func optimizerLines(_ plan: Plan, _ context: PaneContext) -> [ExplainLine] {
        context[plan.explanation]?.sections.last { $0.kind == .update }?.lines ?? []
    }

    /// Says why there is nothing to explain: the sample is not there, or no weight is selected that belongs to one neuron alone.
    private func drawNothing(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let columns = context.status.columns
        let column = columns.indices.contains(context.view.selection.column) ? columns[context.view.selection.column] : nil
        let dense = columns.filter { $0.spec?.role == .affine }.map { String($0.index) }.joined(separator: ", ")
        if case .batch(let row) = context.view.selection.sample, row >= context.status.batchCount {
            let count = context.status.batchCount
            let text =
                count == 0
                ? "no batch has been taken yet: there is no sample \(row + 1)"
                : "this batch has only \(count) samples: there is no sample \(row + 1)"
            let lines = (text + " (, leads to the others)").wrapped(to: max(1, area.width - 2)).map {
                StyledText($0, context.theme.dim)
            }
            canvas.lines(lines, in: area.inset(horizontal: 1, vertical: 0), glyphs: context.glyphs)
            return
        }
        let name = "layer \(column?.index ?? 0) (\(column?.kind ?? "input"))"
        let hasParameters =
            column.map { !$0.layers.isEmpty && context.status.layers[$0.layers.lowerBound].parameterCount > 0 } ?? false
        let text = hasParameters ? "\(name) has weights, but not one for each pair of neurons" : "\(name) has no weights"
        let advice = dense.isEmpty ? "" : "; select a dense layer: \(dense) (Left, Right)"
        let lines = (text + advice).wrapped(to: max(1, area.width - 2)).map { StyledText($0, context.theme.dim) }
        canvas.lines(lines, in: area.inset(horizontal: 1, vertical: 0), glyphs: context.glyphs)
    }
}

extension String {
    /// What follows a prefix; all of it without that.
    fileprivate func drop(prefix: String) -> Substring { hasPrefix(prefix) ? dropFirst(prefix.count) : self[...] }
}
