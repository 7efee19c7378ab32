import Inspection
import TerminalGraphics

extension PaneID {
    package static let why = PaneID("why")
}

/// Why the network does not learn, or what else is worth knowing of the run: the findings of the diagnosis, the worst first, each with
/// what was measured, its cause and what to try.
public struct WhyPane: Pane {
    public init() {}
    public var id: PaneID { .why }
    public var homes: [PaneID] { [.gradients] }
    public var shortTitle: String { "Why" }
    public var views: [String] { ["findings", "cures tried"] }
    public var summary: String { "what keeps it from learning: measured, cause, what to try" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        view(context.view) == 1 ? "Why · cures tried side by side" : "Why · what keeps it from learning"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let findings = context[plan.probe]?.findings else { return .empty }
        guard let worst = findings.first, worst.severity > .hint else {
            // That nothing has been found yet is no clean bill of health.
            return isEarly(context)
                ? StyledText("· too early", context.theme.dim)
                : StyledText("● healthy", context.theme.style(context.theme.good, .bold))
        }
        let count = findings.count { $0.severity == worst.severity }
        let text = FindingText(finding: worst, theme: context.theme)
        return StyledText("\(text.style.mark) \(count) \(worst.severity.rawValue)\(count == 1 ? "" : "s")", text.style.style)
    }

    private func isEarly(_ context: PaneContext) -> Bool { context.status.completedIterations < ProgressVerdict.fewest }

    public func prepare(_ request: PaneRequest) -> SingleProbe<DiagnosisProbe> { SingleProbe(DiagnosisProbe()) }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        if view(context.view) == 1 {
            guard let cures = context.status.cures else {
                let text = "c tries the cures of what has been found, side by side; v shows what has been found."
                canvas.lines(StyledText(text, theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
                return
            }
            let table = CureTable(trials: cures, chosen: context.view.cursors[id], context: context).lines(width: area.width)
            canvas.lines(table, in: area, glyphs: context.glyphs)
            return
        }
        guard let diagnosis = context[plan.probe] else { return }
        guard !diagnosis.findings.isEmpty else {
            let text =
                isEarly(context)
                ? "Nothing stands out so far; \(ProgressVerdict.fewest) iterations tell more."
                : "Nothing stands out: the error arrives, the units work, the loss does what it should."
            canvas.lines(StyledText(text, theme.plain).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let chosen = chosen(context.view, diagnosis)
        let blocks = diagnosis.findings.enumerated().map { index, finding in
            block(finding, isChosen: index == chosen, context, width: area.width)
        }
        // The chosen one is whole where there is room for it, and what comes before it as far as there is more.
        var first = 0
        while first < chosen, blocks[first...chosen].reduce(0, { $0 + $1.count }) > area.height { first += 1 }
        let lines = blocks[first...].flatMap { $0 }
        canvas.lines(lines, in: area, glyphs: context.glyphs)
        if lines.count > area.height {
            canvas.text(
                StyledText(" ▼ \(lines.count - area.height) more lines ", theme.dim),
                in: Rect(x: area.x, y: area.bottom - 1, width: area.width, height: 1), .right, glyphs: context.glyphs)
        }
    }

    private func chosen(_ view: ViewState, _ diagnosis: Diagnosis) -> Int {
        min(max(0, view.cursors[id] ?? 0), diagnosis.findings.count - 1)
    }

    /// A finding as lines: all of it where it is chosen, else its name and what was measured.
    private func block(_ finding: Finding, isChosen: Bool, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        let text = FindingText(finding: finding, theme: theme)
        let measured = FindingText.text(finding.evidence)
        var heading = text.heading
        if isChosen && context.view.focus == id {
            heading = StyledText([(context.glyphs == .ascii ? "> " : "▸ ", theme.bold)]) + heading
        }
        func part(_ name: String, _ words: String, _ style: Style) -> [StyledText] {
            let indent = 9
            guard width > indent + 12 else { return StyledText(words, style).wrapped(to: width) }
            return StyledText(words, style).wrapped(to: width - indent).enumerated().map { index, line in
                StyledText([((index == 0 ? name : "").padded(to: indent), theme.dim)]) + line
            }
        }
        guard isChosen else {
            return heading.width + measured.cellWidth + 2 <= width
                ? [StyledText.joined([heading, StyledText(measured, theme.dim)], separator: "  ")]
                : [heading] + part("", measured, theme.dim)
        }
        return [heading] + part(" is", measured, theme.bold) + part(" because", FindingText.text(finding.cause), theme.plain)
            + finding.cures.enumerated().flatMap { index, cure in
                part(index == 0 ? " try" : " or", FindingText.text(cure.words), theme.style(theme.good))
            } + [.empty]
    }

    public var bindings: [KeyBinding<Command>] {
        keys([KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), "the finding, or the cure, above, below") + [
            key([.character("c")], .own(WhyCommand.tryCures), "try the cures side by side, from the same bits"),
            key(
                [.character("a"), KeyPress(.enter)], .own(WhyCommand.take), "take the chosen cure, once they have been tried"),
        ]
    }

    /// Cures are runs of their own: whoever cannot begin anew cannot try one.
    public func availability(of command: AnyPaneCommand, _ status: Status) -> Availability {
        status.capabilities.contains(.restart) ? .yes : .no(Capabilities.restart.reason)
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        let choose = KeyHint("↑↓", "choose", rank: 2)
        let (trying, taking) = (Command.own(WhyCommand.tryCures), Command.own(WhyCommand.take))
        let turn = KeyHint("v", view.views[id] == 1 ? "findings" : "cures tried", rank: 3)
        if status.cures == nil { return [KeyHint("c", "try the cures", rank: 1, trying), choose] }
        return view.views[id] == 1
            ? [KeyHint("Enter", "take this cure", rank: 1, taking), choose, turn, KeyHint("c", "again", rank: 4, trying)]
            : [KeyHint("c", "try the cures again", rank: 1, trying), choose, turn]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event else { return nil }
        let cures = self.view(view) == 1 ? context.status.cures : nil
        if case .moveNeuron(let step) = command {
            let count = cures?.rows.count ?? context[plan.probe]?.findings.count ?? 0
            guard count > 0 else { return [] }
            let present = cures.map { CureTable.chosen($0, view.cursors[id]) } ?? min(view.cursors[id] ?? 0, count - 1)
            view.cursors[id] = min(count - 1, max(0, present + step))
            return []
        }
        switch command.own(WhyCommand.self) {
        case .tryCures:
            view.cursors[id] = nil
            view.views[id] = 1
            return [.request(.cure(.tryAll))]
        case .take:
            guard let cures, !cures.rows.isEmpty else {
                return [.message(context.status.cures == nil ? "c tries the cures first" : "v turns to the cures tried")]
            }
            return [.request(.cure(.take(cures.rows[CureTable.chosen(cures, view.cursors[id])].cure)))]
        case nil: return nil
        }
    }
}

/// The keys of the diagnosis.
public enum WhyCommand: PaneCommand {
    case tryCures, take

    public static var pane: PaneID { .why }
}
