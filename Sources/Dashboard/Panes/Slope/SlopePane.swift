import Inspection
import TerminalGraphics

extension PaneID {
    package static let slope = PaneID("slope")
}

/// The loss over the selected weight: a hill with the point that the weight stands on, the slope there found by nudging the weight
/// a little to both sides, and beside it ∂L/∂w of the backward pass, which is the same number without any nudging.
public struct SlopePane: Pane {
    public init() {}
    public var id: PaneID { .slope }
    public var homes: [PaneID] { [.loss] }
    public var shortTitle: String { "Slope" }
    public var summary: String { "nudge the selected weight: the loss over it, and its slope" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        context[plan.probe].map { "Slope · the batch's loss over \($0.name)" } ?? "Slope"
    }

    /// Rows that a plot needs to show a curve.
    private static let lowestPlot = 5

    public func prepare(_ request: PaneRequest) -> SingleProbe<SlopeProbe> {
        SingleProbe(SlopeProbe(selection: request.view.selection, points: min(61, max(15, request.size.width / 2 * 2 + 1))))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else {
            let text =
                context.status.phase == nil
                ? "Press s: with a batch there is a loss to look at."
                : "Select a weight: arrows choose the neuron, < and > one of its weights."
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        let all = lines(reading, context, width: area.width)
        // In a low place the curve, where there is one, says more than the losses that it is drawn from.
        let isLow = area.height < all.count + Self.lowestPlot && reading.weight.isFinite
        let lines = isLow ? slopes(reading, context, width: area.width) : all
        let (text, plot) = area.splitTop(min(lines.count, area.height))
        canvas.lines(lines, in: text, glyphs: context.glyphs)
        guard plot.height >= Self.lowestPlot, reading.weight.isFinite else { return }
        self.plot(reading, context).draw(in: plot, on: &canvas, glyphs: context.glyphs)
    }

    /// The trial in numbers: three losses, their quotient, and the gradient beside it.
    private func lines(_ reading: SlopeProbe.Reading, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        let digits = NumberFormat.significant(6)
        let (name, nudge) = (reading.name, NumberFormat.significant(1).string(SlopeProbe.nudge))
        let below = StyledText([("L(\(name) − \(nudge)) ", theme.dim), (digits.string(reading.lossBelow), theme.bold)])
        let here = StyledText([("L(\(name)) ", theme.dim), (digits.string(reading.loss), theme.bold)])
        let above = StyledText([("L(\(name) + \(nudge)) ", theme.dim), (digits.string(reading.lossAbove), theme.bold)])
        var lines = StyledText.packed([below, here, above], width: width, gap: StyledText("   ", theme.plain))
        lines += slopes(reading, context, width: width)
        lines += StyledText(sentence(reading), theme.plain).wrapped(to: width)
        return lines
    }

    /// The slope found by trying, and the one of the backward pass.
    private func slopes(_ reading: SlopeProbe.Reading, _ context: PaneContext, width: Int) -> [StyledText] {
        let (theme, short) = (context.theme, NumberFormat.significant(3))
        let quotient = StyledText([
            ("slope by trying ", theme.dim), (short.string(reading.quotient), theme.style(theme.backward, .bold)),
        ])
        let gradient =
            reading.gradient.map {
                StyledText([("∂L/∂w by the backward pass ", theme.dim), (short.string($0), theme.style(theme.backward, .bold))])
            } ?? StyledText("∂L/∂w by the backward pass: not yet", theme.dim)
        return StyledText.packed([quotient, gradient], width: width, gap: StyledText("   ", theme.plain))
    }

    /// Meaning of the slope for the weight.
    private func sentence(_ reading: SlopeProbe.Reading) -> String {
        let slope = reading.gradient ?? reading.quotient
        guard reading.weight.isFinite else { return "The weight is no finite number: there is no hill to stand on." }
        guard slope.isFinite else { return "The slope is no finite number: it leads nowhere." }
        if slope == 0 { return "The loss is flat here: changing this weight a little changes nothing." }
        let direction =
            slope > 0
            ? "The loss rises as the weight grows: downhill is to the left."
            : "The loss falls as the weight grows: downhill is to the right."
        guard let updated = reading.updated else { return direction }
        let digits = NumberFormat.significant(6)
        return direction + " The update: \(digits.string(reading.weight)) → \(digits.string(updated))."
    }

    private func plot(_ reading: SlopeProbe.Reading, _ context: PaneContext) -> LinePlot {
        let theme = context.theme
        let curve = zip(reading.weights, reading.losses).map { LinePlot.Sample($0, $1) }
        let slope = reading.gradient ?? reading.quotient
        let finite = reading.losses.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        let margin = 0.1 * (high - low)
        // The tangent as far as the picture goes.
        let tangent = reading.weights.map { weight -> LinePlot.Sample? in
            let value = reading.loss + slope * (weight - reading.weight)
            return value >= low - margin && value <= high + margin ? LinePlot.Sample(weight, value) : nil
        }
        let here = LinePlot.Mark(reading.weight, label: "w", style: theme.style(theme.selected, .bold))
        let after = reading.updated.map { LinePlot.Mark($0, label: "new w", style: theme.style(theme.update, .bold)) }
        return LinePlot(
            [
                LinePlot.Series("loss", .samples(curve), color: theme.train, format: nil),
                LinePlot.Series(
                    "tangent, slope \(NumberFormat.significant(3).string(slope))", .samples(tangent), color: theme.backward,
                    isDotted: true, format: nil),
            ], xRange: (reading.weights.first ?? 0)...(reading.weights.last ?? 1), marks: [here] + (after.map { [$0] } ?? []),
            axisStyle: theme.dim, xIsWhole: false)
    }

    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("h")], .own(SlopeCommand.show),
                help: "the hill: the loss over the selected weight, its slope by nudging it",
                section: "Look")
        ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard event == .command(.own(SlopeCommand.show)) else { return nil }
        view.focus(id)
        return []
    }
}

/// The key to the slope.
public enum SlopeCommand: PaneCommand {
    case show

    public static var pane: PaneID { .slope }
}
