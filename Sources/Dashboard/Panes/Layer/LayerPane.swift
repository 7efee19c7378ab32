import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let layer = PaneID("layer")
}

/// The selected layer, closely: what goes in, what it keeps while it computes (gates, attention, what is inside of a residual
/// layer), what comes out; in the backward pass what the loss says of each.
public struct LayerPane: Pane {
    public init() {}
    public var id: PaneID { .layer }
    public var homes: [PaneID] { [.weights] }
    public var shortTitle: String { "Layer" }
    public var summary: String { "the selected layer: inputs, gates, z, a, δ, number by number" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        let index = context.view.selection.column
        guard context.status.columns.indices.contains(index), index > 0 else { return "Layer" }
        let column = context.status.columns[index]
        return "Layer \(index) · \(column.kind)\(column.activation.isEmpty ? "" : " " + column.activation)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe], context.request.size.width > 50 else { return .empty }
        let sample = context.request.size.width >= 80 ? context.sampleName + "  " : ""
        return StyledText(sample + reading.formula, context.theme.dim).truncated(
            to: context.request.size.width - 30, glyphs: context.glyphs)
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<LayerProbe> {
        SingleProbe(LayerProbe(selection: request.view.selection))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        guard let reading = context[plan.probe] else {
            canvas.text("select a layer with ← →", x: area.x + 1, y: area.y, theme.dim, width: area.width)
            return
        }
        let isBackward: Bool
        if case .backward = GraphPass(context.status, context.view) { isBackward = true } else { isBackward = false }
        let errors = reading.parts.filter(\.isError)
        let parts = isBackward && !errors.isEmpty ? errors : reading.parts.filter { !$0.isError }
        let painter = LayerPainter(reading: reading, parts: parts, context: context)
        painter.paint(in: area, on: &canvas)
    }
}
