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
        guard let reading = context[plan.explanation] else { return "Explain" }
        guard let parameter = reading.parameter, context.status.columns[reading.column].spec?.role == .affine else {
            return "Explain · " + context.status.longUnitName(column: reading.column, reading.neuron)
        }
        return "Explain · " + name(parameter, reading, context)
    }

    /// `w₁[7,437]`, with the pixel that the weight is for.
    private func name(
        _ parameter: ExplanationProbe.ExplainedParameter, _ reading: ExplanationProbe.Reading, _ context: PaneContext
    ) -> String {
        guard let image = context.status.columns.picture(before: reading.column), image.width > 0,
            parameter.place < image.width * image.height
        else { return parameter.name.long }
        return parameter.name.long + " · pixel \(parameter.place / image.width),\(parameter.place % image.width)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        if let walk = walk(plan, context) { return WalkText(reading: walk, context: context, size: context.request.size).note }
        var note = StyledText.empty
        if let mark = columns(plan, context)?.mark { note.append(mark, context.theme.style(context.theme.warning)) }
        // Where the names of others stand beside its own, these have no room for it.
        let hasTitle = context.view.isZoomed || !context.view.panes.isEmpty && context.view.focus != id
        guard let name = context[plan.explanation]?.parameter?.name, context.request.size.height < 18, !hasTitle else {
            return note
        }
        return StyledText(name.short + (note.isEmpty ? "" : " · "), context.theme.dim) + note
    }

    public struct Plan: PanePlan {
        let walk: WalkProbe
        let explanation: ExplanationProbe
        let ranking: RankingProbe
        /// Nil where none is wanted: it is too slow for every frame of a run.
        let check: CheckProbe?
        /// Nil where they are not wanted.
        let stepErrors: StepErrorProbe?
        /// Nil until the update is whole, and while it runs.
        let lossAfter: LossAfterProbe?

        public var probes: [any Probe] {
            [walk, explanation, ranking]
                + [check as (any Probe)?, stepErrors as (any Probe)?, lossAfter as (any Probe)?].compactMap { $0 }
        }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let (selection, height) = (request.view.selection, request.size.height)
        let isPaused = request.status?.isRunning == false
        let checks = request.view.explanation.isChecking && isPaused
        let showsErrors = request.view.explanation.showsStepErrors && isPaused
        return Plan(
            walk: WalkProbe(
                sample: selection.sample, order: request.view.termOrder,
                lines: max(1, min(40, height - WalkText.otherLines(request.status?.walkState)))),
            explanation: ExplanationProbe(selection: selection, paths: Self.isFull(request) && height >= 30 ? 6 : 0),
            ranking: RankingProbe(selection: selection),
            check: checks ? CheckProbe(selection: selection) : nil,
            stepErrors: showsErrors ? StepErrorProbe(selection: selection) : nil,
            lossAfter: LossAfterProbe.wanted(request.status))
    }

    /// The explanation in full: where the pane has the screen to itself.
    static func isFull(_ request: PaneRequest) -> Bool { request.view.isZoomed && request.view.focus == .explain }

    /// The explanation in full, in its columns.
    func full(_ plan: Plan, _ context: PaneContext) -> [[ExplanationLine]]? {
        text(plan, context)?.columns(ExplainColumns.count(in: context.request.size))
    }

    private func text(_ plan: Plan, _ context: PaneContext) -> ExplanationLines? {
        guard let reading = context[plan.explanation] else { return nil }
        let size = context.request.size
        let count = ExplainColumns.count(in: size)
        let terms: Int
        if Self.isFull(context.request) {
            terms = size.height >= 40 ? 6 : size.height >= 30 || count > 1 && size.height >= 12 ? 3 : 2
        } else {
            terms = size.height >= 30 ? 6 : size.height >= 26 ? 3 : size.height >= 22 || count > 1 ? 2 : 1
        }
        return ExplanationLines(
            reading: reading, context: context, width: min(ExplainColumns.width(size, columns: count), Self.widest), terms: terms,
            check: plan.check.flatMap { context[$0] }, lossAfter: plan.lossAfter.flatMap { context[$0] })
    }

    /// Columns of a line at most: a value is to stand near its formula.
    private static let widest = 84

    /// The text on the screen: the walk, the explanation in full, or as much of it as fits; nil where there is nothing to explain.
    func columns(_ plan: Plan, _ context: PaneContext) -> ExplainColumns? {
        context.shared.value { makeColumns(plan, context) }
    }

    private func makeColumns(_ plan: Plan, _ context: PaneContext) -> ExplainColumns? {
        let (size, scroll) = (context.request.size, context.view.explanation.scroll)
        if let walk = walk(plan, context) {
            let lines = WalkText(reading: walk, context: context, size: size).lines.map { ExplanationLine(text: $0) }
            return ExplainColumns([lines], size, scroll: scroll)
        }
        if context.view.explanation.showsStepErrors {
            let curve = StepErrorLines(reading: plan.stepErrors.flatMap { context[$0] }, context: context, size: size)
            return ExplainColumns([curve.lines.map { ExplanationLine(text: $0) }], size, scroll: scroll ?? 0)
        }
        guard let text = text(plan, context) else { return nil }
        let count = ExplainColumns.count(in: size)
        guard Self.isFull(context.request) else {
            return ExplainColumns(
                count > 1 ? text.fittingColumns(size.height) : [text.fitting(size.height)], size, scroll: scroll)
        }
        let columns = text.columns(count)
        let jumps = columns.joined().enumerated().filter { $0.element.jump != nil }.map(\.offset)
        let chosen = jumps.isEmpty ? nil : jumps[min(context.view.explanation.chosenFactor, jumps.count - 1)]
        return ExplainColumns(columns, size, scroll: scroll, chosen: chosen)
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
        guard let columns = columns(plan, context) else { return drawNothing(context, in: area, on: &canvas) }
        let selected = context.theme.style(context.theme.selected, .bold)
        for line in columns.shown {
            let text = line.isChosen ? StyledText([(line.text.string, selected)]) : line.text
            let (x, y) = (area.x + line.x + 1, area.y + line.row)
            canvas.text(text, x: x, y: y, width: line.width - 1, glyphs: context.glyphs)
            if line.isChosen { canvas.put("▸", x: x, y: y, selected) }
        }
    }

    /// The lines, each by what it is of: `z`, `δ`, `∂L/∂w`, `Δw`.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        (columns(plan, context)?.shown ?? []).compactMap { line in
            // The batch's gradient stands behind its heading.
            let name = line.text.string.drop(prefix: ExplanationLines.batchHeading).prefix { !" ,:".contains($0) }
            let place = Rect(x: area.x + line.x, y: area.y + line.row, width: line.width, height: 1)
            return name.isEmpty ? nil : PlacedAnchor(.line(String(name)), place)
        }
    }

    /// Says why there is nothing to explain: no weight is selected that belongs to one neuron alone.
    private func drawNothing(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let columns = context.status.columns
        let column = columns.indices.contains(context.view.selection.column) ? columns[context.view.selection.column] : nil
        let dense = columns.filter { $0.spec?.role == .affine }.map { String($0.index) }.joined(separator: ", ")
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
    /// The rest behind a prefix; all of it without that.
    fileprivate func drop(prefix: String) -> Substring { hasPrefix(prefix) ? dropFirst(prefix.count) : self[...] }
}
