import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let gradients = PaneID("gradients")
}

/// The error that reaches each layer, on a logarithmic axis with the healthy band drawn, and how large the gradient is there; a
/// verdict with its rule; where there is room, which factor of the chain rule shrinks the error, and how it has been.
public struct GradientsPane: Pane {
    public init() {}
    public var id: PaneID { .gradients }
    public var shortTitle: String { "Gradients" }
    public var summary: String { "vanishing, exploding, dead? what the error loses on its way back" }
    public var views: [String] { ["layers", "shrink budget: f′ or Wᵀ", "history"] }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        guard status.columns.count > 2 else { return [] }
        return [KeyHint("v", ["shrink budget", "history", "layers"][self.view(view)], rank: -1)]
    }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        switch view(context.view) {
        case 1: "Shrink budget · f′ or Wᵀ"
        case 2: "Gradients · history"
        default: "Gradients" + (context[plan.probe]?.update.map { " · update \(NumberFormat.integer.string(Double($0)))" } ?? "")
        }
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe] else { return .empty }
        guard let verdict = reading.overall else {
            let before = reading.layers.compactMap { $0.verdict ?? $0.verdictBefore }.max()
            return before.map { StyledText($0.mark + " " + $0.word, context.theme.dim) } ?? .empty
        }
        let color = context.theme.color(of: verdict)
        let words = verdict.mark + " " + verdict.word
        // A step that has been shortened is not the one that the gradient asks for.
        let isShortened = reading.clipping?.isShortened ?? false
        guard verdict == .healthy else {
            return StyledText([
                (" \(words) ", context.theme.highlight(color)),
                (isShortened ? " then clipped" : "", context.theme.style(context.theme.update, .bold)),
            ])
        }
        // Gradients of a usual size are no sign of health where something else is found: the diagnosis has the last word.
        if let trouble = context[TitleBar.diagnosis]?.findings.first, trouble.severity > .hint {
            return FindingText(finding: trouble, theme: context.theme).name
        }
        return StyledText([
            (words, context.theme.style(color, .bold)),
            (isShortened ? ", then clipped" : "", context.theme.style(context.theme.update, .bold)),
        ])
    }

    public struct Plan: PanePlan {
        let probe: GradientsProbe
        /// The diagnosis has the last word on a layer whose gradient is of a usual size.
        let diagnosis = TitleBar.diagnosis

        public var probes: [any Probe] { [probe, diagnosis] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        Plan(probe: GradientsProbe(historyColumns: max(0, request.size.width - GradientHistory.labelWidth)))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else { return }
        guard !reading.layers.isEmpty else {
            let text = StyledText("no layer has weights: there is no gradient to look at", context.theme.dim)
            canvas.lines(text.wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let budget = BudgetTable(budget: reading.budget, context: context, width: area.width)
        let history = GradientHistory(reading: reading, context: context)
        switch view(context.view) {
        case 1: budget.draw(in: area, on: &canvas)
        case 2: history.draw(in: area, on: &canvas)
        default:
            let parts = parts(reading, context, budget, in: area)
            GradientTable(reading: reading, context: context, width: area.width)
                .draw(in: parts.table, rules: parts.rules, on: &canvas)
            if let middle = parts.budget { budget.draw(in: middle, on: &canvas) }
            if let bottom = parts.history { history.draw(in: bottom, on: &canvas) }
        }
    }

    /// The rows of the layers that have one of their own.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        guard view(context.view) == 0, let reading = context[plan.probe], !reading.layers.isEmpty else { return [] }
        let budget = BudgetTable(budget: reading.budget, context: context, width: area.width)
        let parts = parts(reading, context, budget, in: area)
        return GradientTable(reading: reading, context: context, width: area.width)
            .rows(in: parts.table, rules: parts.rules).compactMap { row, place in
                if case .one(let layer) = row { PlacedAnchor(.layer(reading.layers[layer].column), place) } else { nil }
            }
    }

    /// Layers first, then what the words mean, at such length that the history has room; the budget where there is room for all
    /// of it.
    private func parts(_ reading: GradientsProbe.Reading, _ context: PaneContext, _ budget: BudgetTable, in area: Rect)
        -> (table: Rect, rules: [StyledText], budget: Rect?, history: Rect?)
    {
        let count = reading.layers.count
        let words = GradientWords(reading: reading, theme: context.theme, width: area.width)
        let hasHistory = reading.history.contains { $0.contains { $0 != nil } }
        let leastHistory = hasHistory ? min(count, 3) + 1 : 0
        func fitting(_ detail: GradientWords.Detail, _ more: Int) -> [StyledText]? {
            words.lines(detail, atMost: area.height - count - 1 - more)
        }
        let details = GradientWords.Detail.allCases
        let chosen =
            details.first { fitting($0, leastHistory) }
            ?? details.dropFirst().first { fitting($0, 0) } ?? words.lines(.troubles)
        // Of many layers some are left out for a sentence on what is wrong with them.
        let room = area.height >= 7 ? min(chosen.count, words.sentences) : 0
        let whole = min(count, max(1, area.height - 1 - room)) + 1 + chosen.count
        let (top, rest) = area.splitTop(min(area.height, whole))
        let wantsBudget = count > 2 && rest.height >= budget.height + 1 + min(count, 6) + 1
        let (middle, bottom) = rest.splitTop(wantsBudget ? budget.height + 1 : 0)
        return (
            top, Array(chosen.prefix(max(room, area.height - count - 1))),
            wantsBudget ? Rect(x: middle.x, y: middle.y + 1, width: middle.width, height: middle.height - 1) : nil,
            bottom.height > min(count, 3) && hasHistory ? bottom : nil
        )
    }
}
