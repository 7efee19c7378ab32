import TerminalGraphics
import Training

/// The selected weight by the chain rule, with the numbers filled in: how its neuron's z and a come about, how the error reaches it, what
/// its gradient is, and how the optimizer changes it. What has not been computed yet in this iteration stands as a formula without numbers.
public struct ExplainPane: Pane {
    public init() {}
    public var id: PaneID { .explain }
    public var shortTitle: String { "Explain" }

    public func title(_ context: PaneContext) -> String {
        guard let reading = context.snapshot[probe(context.request)] else { return "Explain" }
        return "Explain · w\(Subscript.text(reading.column)) \(reading.neuron) ← \(Self.source(reading, context.status))"
    }

    /// The input of a weight: a pixel as row and column, else a number.
    static func source(_ reading: ExplainProbe.Reading, _ status: Status) -> String {
        guard let image = status.columns[reading.column - 1].image, image.width > 0 else { return String(reading.input) }
        return "pixel \(reading.input / image.width),\(reading.input % image.width)"
    }

    public func note(_ context: PaneContext) -> StyledText {
        guard let reading = context.snapshot[probe(context.request)], context.request.size.width < 70, context.request.size.height < 18 else { return .empty }
        return StyledText("\(reading.neuron) ← \(Self.source(reading, context.status))", context.theme.dim)
    }

    public func probes(_ request: PaneRequest) -> [any Probe] {
        [
            probe(request), RankingProbe(selection: request.view.selection), PredictionProbe(sample: request.view.selection.sample),
        ]
    }

    private func probe(_ request: PaneRequest) -> ExplainProbe {
        ExplainProbe(selection: request.view.selection, terms: request.size.height >= 30 ? 6 : request.size.height >= 26 ? 3 : request.size.height >= 22 ? 2 : 1)
    }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context.snapshot[probe(context.request)] else {
            canvas.text("nothing computed here yet", x: area.x, y: area.y, context.theme.dim)
            return
        }
        let text = ExplanationText(reading: reading, context: context, width: area.width, height: area.height)
        canvas.lines(text.lines, in: Rect(x: area.x + 1, y: area.y, width: area.width - 1, height: area.height), glyphs: context.glyphs)
    }
}
