import Inspection
import TerminalGraphics

extension PaneID {
    package static let rate = PaneID("rate")
}

/// The loss over the learning rate: what steps of each size lead to from the weights in view, tried beside the run, with the
/// suggested rate marked; and how much a batch's gradient is noise.
public struct RatePane: Pane {
    public init() {}
    public var id: PaneID { .rate }
    public var homes: [PaneID] { [.loss] }
    public var shortTitle: String { "Rate" }
    public var summary: String { "try learning rates from tiny to huge: the loss over η, and one suggested" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String { "Rate · what steps of each size lead to" }

    /// Rows that a plot needs to show a curve.
    private static let lowestPlot = 5

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let test = context.status.rateTest, !test.isOver else { return .empty }
        return StyledText("step \(test.points.count) of \(RateTest.planned)", context.theme.dim)
    }

    public func prepare(_ request: PaneRequest) -> NoProbes { NoProbes() }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let test = context.status.rateTest else {
            let text =
                "Enter tries learning rates from tiny to huge, one step each, beside the run and from its weights: "
                + "too small a rate leaves the loss alone, too large a one drives it up. Nothing of it stays."
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let all = lines(test, context, width: area.width)
        // In a low place the curve and the verdict say more than the noise.
        let lines = area.height < all.count + Self.lowestPlot ? Array(verdict(test, context, width: area.width).prefix(1)) : all
        let (plot, text) = area.splitTop(max(0, area.height - lines.count))
        canvas.lines(lines, in: text, glyphs: context.glyphs)
        guard plot.height >= Self.lowestPlot else { return }
        self.plot(test, context).draw(in: plot, on: &canvas, glyphs: context.glyphs)
    }

    private func verdict(_ test: RateTest, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        let text = FindingText.text(test.verdict)
        guard let suggestion = test.suggestion else { return StyledText(text, theme.plain).wrapped(to: width) }
        return StyledText([
            ("suggested η \(suggestion.shortestText)", theme.style(theme.good, .bold)), (": ", theme.plain), (text, theme.plain),
        ]).wrapped(to: width)
    }

    /// The verdict, the rule behind it, and the noise.
    private func lines(_ test: RateTest, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        var lines = verdict(test, context, width: width)
        if test.suggestion != nil {
            let rule =
                "The rule: where the smoothed loss (the mean over half a decade of η) falls most steeply, before it rises."
            lines += StyledText(rule, theme.dim).wrapped(to: width)
        }
        if let noise = test.noise {
            let text = FindingText.text(noise.sentence)
            lines += StyledText([
                ("batch size: ", theme.dim), (text, theme.plain), (" (from \(noise.samples) samples)", theme.dim),
            ]).wrapped(to: width)
        }
        return lines
    }

    private func plot(_ test: RateTest, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let losses = test.points.map { $0.loss.isFinite ? LinePlot.Sample($0.rate, $0.loss) : nil }
        let smoothed = test.fits.map { LinePlot.Sample($0.rate, $0.loss) }
        let first = test.lossAtFirst ?? 1
        // Of losses far above the one at first only the direction counts.
        let high = max(test.fits.map(\.loss).filter { $0 <= 1.5 * first }.max() ?? first, 1.25 * first)
        let low = test.points.map(\.loss).filter(\.isFinite).min() ?? 0
        var marks = [LinePlot.Mark(test.present, label: "η now", style: theme.style(theme.selected, .bold))]
        if let suggestion = test.suggestion {
            marks.append(LinePlot.Mark(suggestion, label: "suggested", style: theme.style(theme.good, .bold)))
        }
        let last = max(test.present, test.points.last?.rate ?? RateTest.range.upperBound)
        var plot = LinePlot(
            [
                LinePlot.Series(
                    test.samples.map { "loss of \($0) samples, always the same" } ?? "loss of a batch", .samples(losses),
                    color: theme.faint, isDotted: true, format: nil),
                LinePlot.Series("smoothed", .samples(smoothed), color: theme.train, format: nil),
            ], xRange: min(RateTest.range.lowerBound, test.present)...(test.isOver ? last : RateTest.range.upperBound),
            yRange: max(0, low - 0.05 * (high - low))...high, marks: marks, axisStyle: theme.dim, xIsWhole: false)
        plot.xScale = .log
        return plot
    }

    public var bindings: [KeyBinding<Command>] {
        [
            key(
                [KeyPress(.enter)], .own(RateCommand.findOrTake),
                "try learning rates beside the run; take the suggested one, once they have been tried"),
            key([.character("c")], .own(RateCommand.find), "try them again, from the weights in view"),
        ]
    }

    /// It stands among the others' names once somebody has asked for it.
    public func isAnnounced(_ view: ViewState) -> Bool { view.tabs.recent.contains(id) }

    /// A test is a run of its own: whoever cannot begin anew cannot make one.
    public func availability(of command: AnyPaneCommand, _ status: Status) -> Availability {
        status.capabilities.contains(.restart) ? .yes : .no(Capabilities.restart.reason)
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        let (either, again) = (Command.own(RateCommand.findOrTake), Command.own(RateCommand.find))
        guard let test = status.rateTest else { return [KeyHint("Enter", "try rates", rank: 1, either)] }
        let retry = KeyHint("c", "again", rank: 2, again)
        return test.suggestion.map { [KeyHint("Enter", "take η \($0.shortestText)", rank: 1, either), retry] } ?? [retry]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event, let own = command.own(RateCommand.self) else { return nil }
        guard own == .findOrTake, let test = context.status.rateTest else { return [.request(.testRates)] }
        guard let suggestion = test.suggestion else { return [.message("no rate is suggested; c tries again")] }
        return [.request(.setLearningRate(suggestion))]
    }
}

/// The keys of the range test.
public enum RateCommand: PaneCommand {
    case find
    /// Takes what has been suggested; tries rates where none has been tried.
    case findOrTake

    public static var pane: PaneID { .rate }
}
