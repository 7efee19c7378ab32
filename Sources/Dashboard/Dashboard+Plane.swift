import Datasets
import Inspection
import TerminalGraphics

extension Dashboard {
    /// Takes a key while the plane is focused: arrows move the cursor, `a` adds a point, `A` changes its class. Nil leaves it to
    /// the bindings.
    mutating func addPoints(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect]? {
        guard let plane = planeArea, let status = snapshot?.status, status.isPlanar || status.isLinear else { return nil }
        let step = key.modifiers.contains(.shift) ? 5 : 1
        switch key.key {
        case .up: movePlaneCursor(rows: -step, columns: 0, in: plane.size)
        case .down: movePlaneCursor(rows: step, columns: 0, in: plane.size)
        case .left: movePlaneCursor(rows: 0, columns: -step, in: plane.size)
        case .right: movePlaneCursor(rows: 0, columns: step, in: plane.size)
        case .character("A"):
            guard let reading = reading(snapshot) else { break }
            view.planeCursor.label = (view.planeCursor.label + 1) % Self.choices(reading)
            view.message = "points to add: " + Self.name(view.planeCursor.label, reading, status)
        case .character("a") where key.modifiers.isEmpty:
            let cell = view.planeCursor.cell(in: plane.size)
            return add(column: cell.column, row: cell.row, view.planeCursor.label, plane.size, snapshot)
        case .backspace, .delete: return [.request(.removeAddedSample)]
        default: return nil
        }
        return []
    }

    /// Adds a point where the plane is clicked once it is focused: of the cursor's class, with the right button of the next one.
    mutating func addPoint(_ mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect]? {
        guard view.focus == .plane, mouse.kind == .press, mouse.button == .left || mouse.button == .right, let plane = planeArea,
            plane.contains(mouse.position), let status = snapshot?.status, status.isPlanar || status.isLinear
        else { return nil }
        (view.planeCursor.column, view.planeCursor.row, view.planeCursor.isPlaced) = (
            mouse.position.x - plane.x, mouse.position.y - plane.y, true
        )
        let label = view.planeCursor.label + (mouse.button == .right ? 1 : 0)
        return add(column: view.planeCursor.column, row: view.planeCursor.row, label, plane.size, snapshot)
    }

    /// The cells of the plane on the screen.
    private var planeArea: Rect? {
        arrangement.places.first { $0.pane == .plane }.map { PlanePainter.area(in: Frame.content(of: $0.area)) }
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

    private func reading(_ snapshot: Snapshot?) -> PlaneProbe.Reading? {
        guard let plane = planeArea else { return nil }
        return snapshot?[PlaneProbe(columns: plane.width, rows: plane.height * 2)]
    }

    private mutating func movePlaneCursor(rows: Int, columns: Int, in size: Size) {
        let cell = view.planeCursor.cell(in: size)
        view.planeCursor.column = min(size.width - 1, max(0, cell.column + columns))
        view.planeCursor.row = min(size.height - 1, max(0, cell.row + rows))
        view.planeCursor.isPlaced = true
    }

    private mutating func add(column: Int, row: Int, _ label: Int, _ size: Size, _ snapshot: Snapshot?) -> [Effect] {
        guard let reading = reading(snapshot) else { return [] }
        let x = reading.box.x(column: column, of: size.width)
        let y = reading.box.y(row: row, of: size.height)
        let isLine = snapshot?.status.isLinear == true
        let target: AddedSample.Target
        if reading.points.contains(where: { $0.label != nil }) {
            target = .label(label % Self.choices(reading))
        } else {
            target = .values([isLine ? Float(y) : Self.value(label, reading)])
        }
        return [.request(.addSample(AddedSample(isLine ? [Float(x)] : [Float(x), Float(y)], target)))]
    }
}
