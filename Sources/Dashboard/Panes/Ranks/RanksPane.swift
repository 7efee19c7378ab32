import Inspection
import TerminalGraphics

extension PaneID {
    package static let ranks = PaneID("ranks")
}

/// The processes that train a run together, a row for each: how far it is, how long a step takes it, what its gradient is before and after
/// ranks take their mean, and whether it still has the same weights and other samples than the rest.
public struct RanksPane: Pane {
    public init() {}
    public var id: PaneID { .ranks }
    public var homes: [PaneID] { [.loss, .gradients] }
    public var shortTitle: String { "Ranks" }
    public var summary: String { "the processes of a run: step, lag, gradient, same weights, other samples" }

    /// The keys that select a neuron elsewhere select a rank here.
    public func handle(
        _ event: PaneEvent, _ view: inout ViewState, _ plan: SingleProbe<RanksProbe>, _ context: PaneContext
    ) -> [Action]? {
        guard case .command(.moveNeuron(let step)) = event, let attached = context.status.attached else { return nil }
        let ranks = attached.ranks.map(\.rank)
        guard let place = ranks.firstIndex(of: attached.rank), ranks.indices.contains(place + step) else { return [] }
        return [.request(.pin(.ofRank(ranks[place + step])))]
    }

    public func isAnnounced(_ view: ViewState) -> Bool { view.subject.hasRanks }

    public func prepare(_ request: PaneRequest) -> SingleProbe<RanksProbe> { SingleProbe(RanksProbe()) }

    public func note(_ plan: SingleProbe<RanksProbe>, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe] else { return .empty }
        let here = reading.ranks.count { $0.farewell == nil }
        guard let trouble = Self.trouble(reading) else {
            return StyledText(
                "\(here) of \(reading.world) here",
                here == reading.world ? context.theme.dim : context.theme.style(context.theme.warning, .bold))
        }
        return StyledText(" \(trouble) ", context.theme.highlight(context.theme.bad))
    }

    /// The worst that comparing ranks shows.
    private static func trouble(_ reading: RanksProbe.Reading) -> String? {
        if reading.ranks.contains(where: { if case .differs = $0.replica { true } else { false } }) { return "weights differ" }
        if reading.ranks.contains(where: { $0.sharesBatchWith != nil }) { return "same samples twice" }
        return nil
    }

    public func render(_ plan: SingleProbe<RanksProbe>, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else {
            canvas.text(
                "one process trains this run: it has no ranks", x: area.x, y: area.y, context.theme.dim, width: area.width)
            return
        }
        RankTable(reading: reading, context: context).draw(in: area, on: &canvas)
    }
}

/// Rows of ranks: on narrow screens the columns that matter less go.
private struct RankTable {
    let reading: RanksProbe.Reading
    let context: PaneContext

    private var theme: Theme { context.theme }

    private struct Column {
        var head: String
        var width: Int
        var cell: (RankFacts) -> (String, Style)
    }

    private var columns: [Column] {
        [
            Column(head: "rank", width: 6) { rank in
                let isShown = rank.rank == context.status.attached?.rank && reading.ranks.count > 1
                return (
                    (isShown ? "▸" : " ") + String(rank.rank),
                    isShown ? theme.style(theme.selected, .bold) : rank.farewell == nil ? theme.bold : theme.dim
                )
            },
            Column(head: "update", width: 9) { (NumberFormat.integer.string(Double($0.update)), theme.plain) },
            Column(head: "step", width: 9) { ($0.stepSeconds.map(Self.time) ?? "?", theme.plain) },
            Column(head: "weights", width: 9) { replica($0.replica) },
            Column(head: "‖g‖", width: 9) { (number($0.gradientNorm), theme.plain) },
            Column(head: "own ‖g‖", width: 9) { (number($0.ownNorm), theme.plain) },
            Column(head: "samples", width: 11) { samples($0) },
            Column(head: "lag", width: 6) {
                ($0.lag == 0 ? "–" : String($0.lag), $0.lag > 2 ? theme.style(theme.warning, .bold) : theme.dim)
            },
            Column(head: "process", width: 18) { ("\($0.process) \($0.node)", theme.dim) },
        ]
    }

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard area.height > 1 else { return }
        var width = 0
        let shown = columns.prefix {
            width += $0.width
            return width <= area.width + 1
        }
        var x = area.x
        for column in shown {
            canvas.text(StyledText(column.head, theme.dim), x: x, y: area.y, width: column.width, glyphs: context.glyphs)
            x += column.width
        }
        let hasSentences = area.height >= reading.ranks.count + 3
        let rows = reading.ranks.prefix(area.height - 1)
        for (row, rank) in rows.enumerated() {
            var x = area.x
            for (place, column) in shown.enumerated() {
                let (text, style) = column.cell(rank)
                if place == 1, let farewell = rank.farewell ?? silence(rank) {
                    canvas.text(
                        StyledText(farewell, theme.style(theme.bad, .bold)), x: x, y: area.y + 1 + row,
                        width: max(0, area.right - x),
                        glyphs: context.glyphs)
                    break
                }
                canvas.text(StyledText(text, style), x: x, y: area.y + 1 + row, width: column.width - 1, glyphs: context.glyphs)
                x += column.width
            }
        }
        guard hasSentences else { return }
        let top = area.y + 2 + rows.count
        let place = Rect(x: area.x, y: top, width: area.width, height: area.bottom - top)
        canvas.lines(sentences.flatMap { $0.wrapped(to: area.width) }, in: place, glyphs: context.glyphs)
    }

    /// The columns in words, trouble first.
    private var sentences: [StyledText] {
        var sentences: [StyledText] = []
        for rank in reading.ranks {
            if case .differs(let name) = rank.replica {
                sentences.append(
                    StyledText("rank \(rank.rank) has other weights than rank 0, first in \(name)", theme.style(theme.bad, .bold))
                )
            }
            if let other = rank.sharesBatchWith, other < rank.rank {
                sentences.append(
                    StyledText(
                        "ranks \(other) and \(rank.rank) had the same inputs: is there a DistributedSampler?",
                        theme.style(theme.bad, .bold)))
            }
        }
        for (rank, calls) in reading.stacks.sorted(by: { $0.key < $1.key }) where !calls.isEmpty {
            sentences.append(
                StyledText(
                    "rank \(rank) made no update, and stood in \(calls.prefix(3).joined(separator: ", called by "))", theme.plain)
            )
        }
        if let ratio = noise, ratio > 1.2 {
            sentences.append(
                StyledText(
                    "own ‖g‖ is \(NumberFormat.significant(2).string(ratio)) times ‖g‖ of the mean: the rest is noise", theme.dim)
            )
        }
        return sentences
    }

    /// The length of the ranks' own gradients relative to that of their mean.
    private var noise: Double? {
        let own = reading.ranks.compactMap(\.ownNorm)
        guard own.count > 1, own.count == reading.ranks.count, let mean = reading.ranks.first?.gradientNorm, mean > 0 else {
            return nil
        }
        return (own.reduce(0) { $0 + $1 * $1 } / Double(own.count)).squareRoot() / mean
    }

    private func silence(_ rank: RankFacts) -> String? { rank.silence >= 3 ? "silent for \(Int(rank.silence)) s" : nil }

    private func number(_ value: Double?) -> String { value.map { NumberFormat.significant(3).string($0) } ?? "–" }

    private func replica(_ replica: RankFacts.Replica) -> (String, Style) {
        switch replica {
        case .unknown: ("–", theme.dim)
        case .equal: ("equal", theme.style(theme.good))
        case .differs: ("differ", theme.style(theme.bad, .bold))
        }
    }

    private func samples(_ rank: RankFacts) -> (String, Style) {
        rank.sharesBatchWith.map { ("as rank \($0)", theme.style(theme.bad, .bold)) } ?? ("own", theme.dim)
    }

    private static func time(_ seconds: Double) -> String {
        seconds >= 1
            ? NumberFormat.significant(3).string(seconds) + " s" : NumberFormat.significant(3).string(seconds * 1000) + " ms"
    }
}
