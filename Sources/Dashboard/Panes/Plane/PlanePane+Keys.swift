import Datasets
import Inspection
import TerminalGraphics

/// The keys of the plane.
public enum PlaneCommand: PaneCommand {
    case move(rows: Int, columns: Int)
    /// Adds a point at the cursor.
    case add
    /// The next class, or value, of points to add.
    case changeClass
    case takeBack

    public static var pane: PaneID { .plane }
}

extension PlanePane {
    public var bindings: [KeyBinding<Command>] {
        arrows("move the cursor; with Shift by five cells", withShift: 5) { PlaneCommand.move(rows: $0, columns: $1) }
            + [
                key([.character("a")], .own(PlaneCommand.add), "add a point at the cursor (or click)"),
                key([.character("A")], .own(PlaneCommand.changeClass), "the next class, or value, of points to add"),
                key([KeyPress(.backspace), KeyPress(.delete)], .own(PlaneCommand.takeBack), "take the last point back"),
            ]
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        guard status.isPlanar || status.isLinear else { return [] }
        let other =
            status.isLinear
            ? [] : [KeyHint("A", status.classNames.isEmpty ? "value" : "class", rank: -2, .own(PlaneCommand.changeClass))]
        return [KeyHint("a", "add a point", rank: -3, .own(PlaneCommand.add))] + other
            + [KeyHint("⌫", "take it back", rank: -1, .own(PlaneCommand.takeBack))]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard context.status.isPlanar || context.status.isLinear else { return nil }
        switch event {
        case .command(let command):
            guard let own = command.own(PlaneCommand.self) else { return nil }
            return perform(own, &view, plan, context)
        case .mouse(let mouse): return add(mouse, &view, plan, context)
        }
    }

    private func perform(_ command: PlaneCommand, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action] {
        let size = plan.cells.size
        let cell = view.planeCursor.cell(in: size)
        switch command {
        case .move(let rows, let columns):
            view.planeCursor.column = min(size.width - 1, max(0, cell.column + columns))
            view.planeCursor.row = min(size.height - 1, max(0, cell.row + rows))
            view.planeCursor.isPlaced = true
        case .add: return add(column: cell.column, row: cell.row, view.planeCursor.label, plan, context)
        case .changeClass:
            guard let reading = context[plan.plane] else { break }
            view.planeCursor.label = (view.planeCursor.label + 1) % Self.choices(reading)
            view.message = "points to add: " + Self.name(view.planeCursor.label, reading, context.status)
        case .takeBack: return [.request(.removeAddedSample)]
        }
        return []
    }

    /// Adds a point where the plane is clicked once it is focused: of the cursor's class, with the right button of the next one.
    private func add(_ mouse: MouseEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        let plane = plan.cells
        guard view.focus == id, mouse.kind == .press, mouse.button == .left || mouse.button == .right,
            plane.contains(mouse.position)
        else { return nil }
        view.planeCursor.column = mouse.position.x - plane.x
        view.planeCursor.row = mouse.position.y - plane.y
        view.planeCursor.isPlaced = true
        let label = view.planeCursor.label + (mouse.button == .right ? 1 : 0)
        return add(column: view.planeCursor.column, row: view.planeCursor.row, label, plan, context)
    }

    private func add(column: Int, row: Int, _ label: Int, _ plan: Plan, _ context: PaneContext) -> [Action] {
        guard let reading = context[plan.plane] else { return [] }
        let size = plan.cells.size
        let x = reading.box.x(column: column, of: size.width)
        let y = reading.box.y(row: row, of: size.height)
        let isLine = context.status.isLinear
        let target: AddedSample.Target
        if reading.points.contains(where: { $0.label != nil }) {
            target = .label(label % Self.choices(reading))
        } else {
            target = .values([isLine ? Float(y) : Self.value(label, reading)])
        }
        return [.request(.addSample(AddedSample(isLine ? [Float(x)] : [Float(x), Float(y)], target)))]
    }

    /// Classes, or so many values, that a point to add can have.
    private static func choices(_ reading: PlaneProbe.Reading) -> Int {
        reading.points.compactMap(\.label).max().map { $0 + 1 } ?? 5
    }

    /// Of numbers: evenly from the largest below 0 to the largest above it, 0 first.
    private static func value(_ choice: Int, _ reading: PlaneProbe.Reading) -> Float {
        let scale = reading.points.reduce(Float(0)) { max($0, $1.target.magnitude) }
        return scale * [0, 0.5, 1, -1, -0.5][choice % 5]
    }

    private static func name(_ choice: Int, _ reading: PlaneProbe.Reading, _ status: Status) -> String {
        if reading.points.contains(where: { $0.label != nil }) { return "class \(choice)" }
        return status.isLinear ? "at the cursor" : "value \(NumberFormat.significant(2).string(Double(value(choice, reading))))"
    }

    public func start(with status: Status, _ view: inout ViewState) {
        if view.subject.hasPlane, view.panes.isEmpty { view.tabs.show(id) }
    }

    /// Other data may have no plane, or have one where there was none.
    public func sync(with status: Status, _ view: inout ViewState) {
        let isThere = status.isPlanar || status.isLinear
        guard isThere != (view.subject.outputsOfPoints != nil) else { return }
        if isThere, view.panes.isEmpty, RunOutline(of: status).hasPlane {
            view.tabs.show(id)
        } else {
            view.tabs.forget(id)
            if view.focus == id { view.focus(.network) }
        }
        view.planeCursor = PlaneCursor()
    }
}
