import Inspection
import TerminalGraphics

extension PaneID {
    package static let plane = PaneID("plane")
}

/// The plane of the inputs: what the network says everywhere, where it changes its mind, and the samples. Points can be added.
public struct PlanePane: Pane {
    public init() {}
    public var id: PaneID { .plane }
    public var homes: [PaneID] { [.plane, .weights] }
    public var shortTitle: String { "Plane" }
    public func enoughColumns(rows: Int) -> Int? { max(24, 2 * rows + 3) }
    public var summary: String { "2-D data: what the network says everywhere, and the points" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let reading = context[plan.plane] else { return "Plane" }
        let isNarrow = context.request.size.width < 28
        switch reading.answers {
        case .twoClasses, .classes: return isNarrow ? "Plane · boundary" : "Plane · decision boundary"
        case .values: return (reading.rows == 1 ? "Curve · answer" : "Plane · answer") + (isNarrow ? "" : " and targets")
        }
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard context.view.focus == .plane, context.request.size.width > 70, context.status.isPlanar,
            context[plan.plane] != nil
        else { return .empty }
        return StyledText(
            context.status.isLinear
                ? "a or a click adds a point, ⌫ takes it back"
                : "a or a click adds a point\(context.status.classNames.isEmpty ? "" : " of class \(context.view.planeCursor.label)"), A changes it, ⌫ takes it back",
            context.theme.dim)
    }

    public struct Plan: PanePlan {
        /// The cells of the plane, from the corner of the pane's inside.
        let cells: Rect
        let plane: PlaneProbe
        let prediction: PredictionProbe

        public var probes: [any Probe] { [plane, prediction] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let cells = PlanePainter.area(in: Rect(request.size))
        return Plan(
            cells: cells, plane: PlaneProbe(columns: cells.width, rows: cells.height * 2),
            prediction: PredictionProbe(sample: request.view.selection.sample))
    }

    private func cursor(_ plan: Plan, _ context: PaneContext) -> (column: Int, row: Int)? {
        guard context.view.focus == .plane, context.status.isPlanar else { return nil }
        return context.view.planeCursor.cell(in: plan.cells.size)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.plane] else {
            let text =
                context.status.isPlanar || context.status.isLinear
                ? "" : "only where a sample is one or two numbers: try --data moons"
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        PlanePainter(
            reading: reading, names: context[plan.prediction]?.names ?? [], context: context, cursor: cursor(plan, context)
        ).paint(in: area, on: &canvas)
    }
}
