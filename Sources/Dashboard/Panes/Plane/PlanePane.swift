import Inspection
import TerminalGraphics

extension PaneID {
    public static let plane = PaneID("plane")
}

/// The plane of the inputs: what the network says everywhere, where it changes its mind, and the samples. Points can be added.
public struct PlanePane: Pane {
    public init() {}
    public var id: PaneID { .plane }
    public var homes: [PaneID] { [.plane, .weights] }
    public var shortTitle: String { "Plane" }
    public var summary: String { "2-D data: what the network says everywhere, and the points" }

    public func title(_ context: PaneContext) -> String {
        guard let reading = context.snapshot[probe(context.request)] else { return "Plane" }
        let isNarrow = context.request.size.width < 28
        switch reading.answers {
        case .twoClasses, .classes: return isNarrow ? "Plane · boundary" : "Plane · decision boundary"
        case .values: return (reading.rows == 1 ? "Curve · answer" : "Plane · answer") + (isNarrow ? "" : " and targets")
        }
    }

    public func note(_ context: PaneContext) -> StyledText {
        guard context.view.focus == .plane, context.request.size.width > 70, context.status.isPlanar,
            context.snapshot[probe(context.request)] != nil
        else { return .empty }
        return StyledText(
            context.status.isLinear
                ? "a or a click adds a point, ⌫ takes it back"
                : "a or a click adds a point\(context.status.classNames.isEmpty ? "" : " of class \(context.view.planeCursor.label)"), A changes it, ⌫ takes it back",
            context.theme.dim)
    }

    public func probes(_ request: PaneRequest) -> [any Probe] {
        [probe(request), PredictionProbe(sample: request.view.selection.sample)]
    }

    private func cursor(_ context: PaneContext) -> (column: Int, row: Int)? {
        guard context.view.focus == .plane, context.status.isPlanar else { return nil }
        return context.view.planeCursor.cell(in: PlanePainter.area(in: Rect(context.request.size)).size)
    }

    func reading(_ context: PaneContext) -> PlaneProbe.Reading? { context.snapshot[probe(context.request)] }

    private func probe(_ request: PaneRequest) -> PlaneProbe {
        let plane = PlanePainter.area(in: Rect(request.size))
        return PlaneProbe(columns: plane.width, rows: plane.height * 2)
    }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context.snapshot[probe(context.request)] else {
            let text =
                context.status.isPlanar || context.status.isLinear
                ? "" : "only where a sample is one or two numbers: try --data moons"
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        PlanePainter(reading: reading, context: context, cursor: cursor(context)).paint(in: area, on: &canvas)
    }
}
