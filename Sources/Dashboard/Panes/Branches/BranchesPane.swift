import Inspection
import NeuralNetwork
import TerminalGraphics

extension PaneID {
    package static let branches = PaneID("branches")
}

/// Every course that this run has taken: where it left another, what was changed there, and how far it had got at the cursor
/// beside the one in view.
public struct BranchesPane: Pane {
    public init() {}
    public var id: PaneID { .branches }
    public var homes: [PaneID] { [.loss] }
    public var shortTitle: String { "Branches" }
    public var summary: String { "the ways this run has gone; Enter returns to one" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.branches] else { return .empty }
        return StyledText("at it \(NumberFormat.integer.string(Double(reading.cursor)))", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let branches = BranchesProbe()
        /// The curves of the branch in view, and of the one it is compared with.
        let curves: (present: GhostsProbe, other: GhostsProbe)?

        public var probes: [any Probe] { [branches] + (curves.map { [$0.present, $0.other] } ?? []) }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        func curves(_ branch: Int) -> GhostsProbe { GhostsProbe(columns: max(2, request.size.width), branch: branch) }
        return Plan(curves: compared(request.view, request.status).map { (curves($0.present), curves($0.other)) })
    }

    /// The branch in view and the one it is compared with: the one chosen, else the latest other one.
    private func compared(_ view: ViewState, _ status: Status?) -> (present: Int, other: Int)? {
        guard let branches = status?.branches, let present = branches.first(where: \.isPresent),
            let other = branches.first(where: { $0.id == view.cursors[id] && !$0.isPresent })
                ?? branches.last(where: { !$0.isPresent })
        else { return nil }
        return (present.id, other.id)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.branches], area.height > 0,
            let present = reading.rows.first(where: \.branch.isPresent)
        else { return }
        let theme = context.theme
        let chosen = reading.rows.first { $0.id == context.view.cursors[id] } ?? present
        let table = BranchTable(
            width: area.width, hasAccuracy: reading.rows.contains { $0.heldOutAccuracy != nil },
            cursor: reading.cursor, status: context.status)
        canvas.text(table.header(theme), in: Rect(x: area.x, y: area.y, width: area.width, height: 1), glyphs: context.glyphs)
        let comparison = comparison(reading, plan, context)
        let listed = area.height >= 14 && comparison != nil ? min(reading.rows.count + 2, area.height / 3) : area.height
        let (list, picture) = area.splitTop(listed)
        comparison?.draw(in: picture, on: &canvas, glyphs: context.glyphs)
        let room = max(1, list.height - 2)
        let place = reading.rows.firstIndex { $0.id == chosen.id } ?? 0
        let first = max(0, min(place - room / 2, reading.rows.count - room))
        for (index, row) in reading.rows.dropFirst(first).prefix(room).enumerated() {
            let line = Rect(x: area.x, y: area.y + 1 + index, width: area.width, height: 1)
            canvas.text(table.line(row, present, isChosen: row.id == chosen.id, theme), in: line, glyphs: context.glyphs)
        }
        let last = Rect(x: list.x, y: list.bottom - 1, width: list.width, height: 1)
        guard list.height > 2 else { return }
        canvas.text(hint(reading, chosen, present, theme), in: last, glyphs: context.glyphs)
    }

    private func comparison(_ reading: BranchesProbe.Reading, _ plan: Plan, _ context: PaneContext) -> BranchComparison? {
        guard let curves = plan.curves, let a = context[curves.present]?.first, let b = context[curves.other]?.first
        else { return nil }
        return BranchComparison(
            present: a, other: b, cursor: reading.cursor, isLogarithmic: context.view.curves.isLogarithmic, theme: context.theme)
    }

    private func hint(_ reading: BranchesProbe.Reading, _ chosen: BranchesProbe.Row, _ present: BranchesProbe.Row, _ theme: Theme)
        -> StyledText
    {
        if reading.rows.count == 1 {
            return StyledText("go back, change something: the old future stays here", theme.dim)
        }
        if chosen.id == present.id { return StyledText("▲ ▼ choose, Enter returns to it", theme.dim) }
        return StyledText([("Enter", theme.bold), (" returns to \(chosen.branch.name)", theme.dim)])
    }
}

/// The columns of the list of branches, as many as have room.
struct BranchTable {
    let width: Int
    let hasAccuracy: Bool
    /// Iterations done at the moment in view.
    let cursor: Int
    let status: Status
    private var shows: (loss: Bool, accuracy: Bool, difference: Bool, length: Bool) {
        (width >= 30, hasAccuracy && width >= 50, width >= 38, width >= 66)
    }
    private var nameWidth: Int { width < 46 ? 7 : 12 }
    private var changeWidth: Int {
        max(
            6,
            width - 2 - nameWidth - (shows.loss ? 7 : 0) - (shows.difference ? 8 : 0) - (shows.accuracy ? 10 : 0)
                - (shows.length ? 10 : 0))
    }

    func header(_ theme: Theme) -> StyledText {
        var text = StyledText("  " + pad("branch", nameWidth) + pad("changed", changeWidth), theme.dim)
        if shows.length { text.append(right("newest", 10), theme.dim) }
        if shows.loss { text.append(right("loss", 7), theme.dim) }
        if shows.difference { text.append(right("Δ", 8), theme.dim) }
        if shows.accuracy { text.append(right("held-out", 10), theme.dim) }
        return text
    }

    func line(_ row: BranchesProbe.Row, _ present: BranchesProbe.Row, isChosen: Bool, _ theme: Theme) -> StyledText {
        let branch = row.branch
        let style = branch.isPresent ? theme.bold : isChosen ? theme.style(theme.selected) : theme.plain
        var text = StyledText(isChosen ? "▸ " : branch.isPresent ? "● " : "  ", style)
        text.append(pad(branch.name, nameWidth), style)
        text.append(pad(Self.change(branch, status), changeWidth), branch.isPresent ? theme.plain : theme.dim)
        if shows.length { text.append(right(NumberFormat.integer.string(Double(branch.newest)), 10), theme.dim) }
        if branch.newest < cursor, shows.loss {
            // It has no numbers at this moment: it did not come so far.
            let end = NumberFormat.integer.string(Double(branch.newest))
            let room = 7 + (shows.difference ? 8 : 0) + (shows.accuracy ? 10 : 0)
            text.append(right(["ends at \(end)", "to \(end)"].first { $0.count < room } ?? "ended", room), theme.dim)
            return text
        }
        if shows.loss { text.append(right(row.trainLoss.map { NumberFormat.significant(3).string($0) } ?? "–", 7), style) }
        if shows.difference {
            text.append(right(difference(row.trainLoss, present.trainLoss, branch.isPresent), 8), sign(row, present, theme))
        }
        if shows.accuracy { text.append(right(row.heldOutAccuracy.map { NumberFormat.percent(1).string($0) } ?? "–", 10), style) }
        return text
    }

    private func sign(_ row: BranchesProbe.Row, _ present: BranchesProbe.Row, _ theme: Theme) -> Style {
        guard let a = row.trainLoss, let b = present.trainLoss, !row.branch.isPresent else { return theme.dim }
        return theme.style(a < b ? theme.good : a > b ? theme.bad : theme.faint)
    }

    private func difference(_ a: Double?, _ b: Double?, _ isPresent: Bool) -> String {
        guard let a, let b, !isPresent else { return "" }
        return (a >= b ? "+" : "−") + NumberFormat.significant(2).string((a - b).magnitude)
    }

    /// The changes of a branch, each with its iteration: `300: η 0.05`.
    static func change(_ branch: BranchSummary, _ status: Status) -> String {
        guard let first = branch.changes.first else { return branch.parent == nil ? "" : "\(branch.fork): undone" }
        let more = branch.changes.count > 1 ? " +\(branch.changes.count - 1)" : ""
        return "\(first.iteration): \(text(first.change, status))\(more)"
    }

    /// A change in a few characters.
    static func text(_ change: Change, _ status: Status) -> String {
        switch change {
        case .learningRate(let rate): "η " + NumberFormat.significant(2).trimmed.string(rate)
        case .optimizer(let spec): spec.text
        case .penalty(let spec): penalty(spec)
        case .batch(let size): "batch \(size)"
        case .dropout(let rate): "dropout " + NumberFormat.significant(2).trimmed.string(rate)
        case .parameter(let place, let value):
            (status.changedParameters[place]?.short ?? "w") + " = " + NumberFormat.significant(3).trimmed.string(Double(value))
        }
    }

    private static func penalty(_ spec: PenaltySpec) -> String {
        let parts = [("λ₁", spec.l1), ("λ₂", spec.l2)].filter { $0.1 != 0 }
        return parts.isEmpty
            ? "no penalty" : parts.map { "\($0.0) \(NumberFormat.significant(2).trimmed.string($0.1))" }.joined(separator: " ")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        let cut = text.count > width - 1 ? String(text.prefix(max(0, width - 2))) + "…" : text
        return cut + String(repeating: " ", count: max(0, width - cut.count))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
