import Inspection
import NeuralNetwork
import TerminalGraphics

/// Where the columns and neurons of the graph stand.
struct GraphLayout {
    struct Node {
        var unit: NetworkProbe.Unit
        var x: Int
        var y: Int
        /// The cells of the picture that it stands for; nil of a neuron.
        var tile: Rect?

        /// Where lines end that come in, and where those begin that go out.
        var left: Int { tile.map { $0.x - 2 } ?? x - 2 }
        var right: Int { tile?.right ?? x + 1 }
    }

    /// The input's picture, where it is one.
    var picture: Rect?
    var pictureShape: ImageShape?
    /// The nodes of each column; empty for an input that is a picture, and for columns that are left out.
    var columns: [[Node]]
    /// x of each column's nodes; nil where it is left out.
    var xs: [Int?]
    var heads: Rect
    var body: Rect
    var area: Rect
    /// The width of the last column's names and values.
    var labelWidth: Int
    /// Columns drawn as pictures, if there are any.
    var plan: GraphPlan

    /// The row above the neurons where what goes around residual layers passes; empty where there are none.
    var lane = Rect.zero
    /// Cells from one column to the next, where columns are neurons.
    var pitch = 9
    /// x of what stands for columns that are left out.
    var folds: [Int] = []
    /// The columns of the layers inside of the selected residual layer: each one's x and nodes.
    var inner: [(x: Int, nodes: [Node])] = []

    /// Whether columns stand so close that a heading is but a number.
    var isNarrow: Bool { !plan.hasTiles && pitch < 10 }

    /// Whether there is hardly room for lines between columns.
    var isClose: Bool { !plan.hasTiles && pitch < Self.pitchWithLines }

    init(_ reading: NetworkProbe.Reading, _ plan: GraphPlan, _ context: PaneContext, _ area: Rect) {
        self.area = area
        let status = context.status
        (heads, body) = area.splitTop(2)
        labelWidth = GraphPlan.labelWidth(area.width)
        let count = reading.columns.count
        let active = GraphPlan.active(status)
        self.plan = plan
        columns = Array(repeating: [], count: count)
        xs = Array(repeating: nil, count: count)
        guard count > 0, !body.isEmpty else { return }
        if GraphPlan.hasLane(area.size, status.columns) { (lane, body) = body.splitTop(1) }
        if plan.hasTiles {
            placeSlots(reading, status)
            return
        }
        let places = count - 1 + reading.inner.count
        pictureShape = status.columns.first?.image
        var left = area.x + 3
        if let shape = pictureShape {
            let factor = pictureFactor(shape, places)
            let height = ((shape.height + factor - 1) / factor + 1) / 2
            let width = min((shape.width + factor - 1) / factor, area.width / 2)
            let isTight = (right(places, after: area.x + 1 + width) - area.x - 1 - width) / max(1, places) < 3
            let rect = Rect(
                x: area.x + (isTight ? 0 : 1), y: body.y + max(0, (body.height - height) / 2), width: width,
                height: min(height, body.height))
            picture = rect
            xs[0] = rect.right
            left = rect.right
        } else {
            xs[0] = area.x + 3
        }
        place(count: count, from: left, selected: context.view.selection.column, active: active, reading.inner)
        for column in 0..<count where !(column == 0 && picture != nil) {
            guard let x = xs[column] else { continue }
            columns[column] = Self.spread(reading.columns[column], in: body).map { Node(unit: $0.0, x: x, y: $0.1) }
        }
    }

    /// Cells from column to column, at least.
    private static let leastPitch = 2
    /// The least with room for lines between columns.
    private static let pitchWithLines = 4

    /// x of the last column: what it says behind it needs every cell where columns stand close.
    private func right(_ places: Int, after left: Int) -> Int {
        let usual = area.right - labelWidth - 1
        return (usual - left) / max(1, places) < 4 ? usual + 1 : usual
    }

    /// Pixels of the input to one of its picture, across and down. The picture is what the network looks at: of a deep network
    /// first the columns come closer, then some are folded, and only then the picture shrinks beyond what can be read.
    private func pictureFactor(_ shape: ImageShape, _ places: Int) -> Int {
        let usual = area.width >= 90 && body.height >= (shape.height + 1) / 2 ? 1 : 2
        func room(_ factor: Int) -> Int {
            let end = area.x + min((shape.width + factor - 1) / factor, area.width / 2)
            return right(places, after: end) - end
        }
        if usual == 1, room(1) / max(1, places) >= Self.pitchWithLines { return 1 }
        let enough = min(places, 7) * Self.leastPitch
        return [2, 3].first { room($0) >= enough } ?? 4
    }

    /// Spreads the columns evenly, up to the last; of too many the first, the last, the one at work and
    /// those around the selected one. The layers inside of the
    /// selected one come before it, with room to be told apart.
    private mutating func place(
        count: Int, from left: Int, selected: Int, active: Int?, _ inside: [NetworkProbe.Inner]
    ) {
        guard count > 1 else { return }
        let right = right(count - 1 + inside.count, after: left)
        // A cell is left for the mark of a selected neuron.
        let room = max(0, right - left - 1)
        // Between what is inside of a layer there are lines to be seen.
        let most = max(1, 1 + room / (inside.isEmpty ? Self.leastPitch : Self.pitchWithLines) - inside.count)
        let shown =
            inside.isEmpty
            ? FoldedRows(count: count - 1, room: most, selected: max(0, selected - 1), also: active.map { $0 - 1 }).rows
            : FoldedRows(count: count - 1, room: most, around: selected - 1, also: active.map { $0 - 1 }).rows
        let unfolds = shown.contains(.one(selected - 1)) ? inside : []
        let places = shown.count + unfolds.count
        let usual = (right - left) / places
        pitch = max(1, usual >= Self.pitchWithLines || places == 1 ? usual : room / (places - 1))
        // The room left over parts the input from the rest.
        var x = right - pitch * (places - 1)
        for row in shown {
            guard case .one(let index) = row else {
                folds.append(x)
                x += pitch
                continue
            }
            if index + 1 == selected {
                inner = unfolds.map { layer in
                    defer { x += pitch }
                    return (x, Self.spread(layer.units, in: body).map { Node(unit: $0.0, x: x, y: $0.1) })
                }
            }
            xs[index + 1] = x
            x += pitch
        }
        if picture == nil && shown.first != .one(0) { xs[0] = nil }
    }

    /// Rows for neurons: two apart where there is room, else one; centered.
    static func spread(_ units: [NetworkProbe.Unit], in body: Rect) -> [(NetworkProbe.Unit, Int)] {
        guard !units.isEmpty else { return [] }
        let room = body.height - 1
        let gap = max(1, min(3, units.count > 1 ? (room - 1) / (units.count - 1) : 1))
        let height = (units.count - 1) * gap + 1
        let top = body.y + max(0, (room - height) / 2)
        return units.enumerated().map { ($1, top + $0 * gap) }
    }
}
