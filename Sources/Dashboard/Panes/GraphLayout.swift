import TerminalGraphics
import Training

/// Where the columns and neurons of the graph stand.
struct GraphLayout {
    struct Node {
        var unit: NetworkProbe.Unit
        var x: Int
        var y: Int
        /// The cells of the picture that it stands for; nil of a neuron.
        var tile: Rect?

        /// Where lines end that come in, and where those begin that go out.
        var left: Int { tile.map { $0.x - 1 } ?? x - 2 }
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
    /// How wide the last column's names and values are.
    var labelWidth: Int
    /// Columns drawn as pictures, if there are any.
    var plan: GraphPlan

    /// The row above the neurons where what goes around residual layers passes; empty where there are none.
    var lane = Rect.zero
    /// Cells from one column to the next, where columns are neurons.
    var pitch = 9
    /// The columns of the layers inside of the selected residual layer: each one's x and nodes.
    var inner: [(x: Int, nodes: [Node])] = []

    /// Whether columns stand so close that a heading is but a number.
    var isNarrow: Bool { !plan.hasTiles && pitch < 9 }

    /// Whether there is hardly room for lines between columns.
    var isClose: Bool { !plan.hasTiles && pitch < 5 }

    /// Neurons that fit into a column.
    static func rows(in size: Size, _ columns: [Column]) -> Int {
        max(0, min(32, size.height - 3 - (hasLane(size, columns) ? 1 : 0)))
    }

    private static func hasLane(_ size: Size, _ columns: [Column]) -> Bool {
        size.height >= 8 && columns.contains { $0.kind == "residual" }
    }

    init(_ reading: NetworkProbe.Reading, _ context: PaneContext, _ area: Rect) {
        self.area = area
        let status = context.status
        (heads, body) = area.splitTop(2)
        labelWidth = area.width >= 44 ? 12 : 8
        let count = reading.columns.count
        plan = GraphPlan(status.columns, in: area.size, selected: context.view.selection.column)
        columns = Array(repeating: [], count: count)
        xs = Array(repeating: nil, count: count)
        guard count > 0, !body.isEmpty else { return }
        if plan.hasTiles {
            placeSlots(reading, status)
            return
        }
        if Self.hasLane(area.size, status.columns) { (lane, body) = body.splitTop(1) }
        var left = area.x + 2
        pictureShape = status.columns.first?.image
        if let shape = pictureShape {
            let usual = area.width >= 90 && body.height >= (shape.height + 1) / 2 ? 1 : 2
            // A deep network needs the room for its columns: the picture stands larger beside it.
            let places = count - 1 + reading.inner.count
            func width(_ factor: Int) -> Int { min((shape.width + factor - 1) / factor, area.width / 2) }
            let factor =
                [usual, usual + 1, usual + 2].first { factor in
                    (area.right - labelWidth - 2 - area.x - width(factor)) / max(1, places) >= 9
                } ?? usual + 2
            let height = ((shape.height + factor - 1) / factor + 1) / 2
            let rect = Rect(
                x: area.x + 1, y: body.y + max(0, (body.height - height) / 2), width: width(factor),
                height: min(height, body.height))
            picture = rect
            xs[0] = rect.right
            left = max(rect.right, area.x + 7)
        } else {
            xs[0] = area.x + 3
            left = area.x + 3
        }
        place(count: count, from: left, selected: context.view.selection.column, reading.inner)
        for column in 0..<count where !(column == 0 && picture != nil) {
            guard let x = xs[column] else { continue }
            columns[column] = Self.spread(reading.columns[column], in: body).map { Node(unit: $0.0, x: x, y: $0.1) }
        }
    }

    /// Spreads the columns evenly; of too many, those around the selected one and the last. The layers inside of the selected one come before
    /// it, with room to be told apart.
    private mutating func place(count: Int, from left: Int, selected: Int, _ inside: [NetworkProbe.Inner]) {
        let right = area.right - labelWidth - 1
        let most = max(inside.isEmpty ? 1 : 3, (right - left) * 3 / 8 - inside.count)
        var shown = Array(1..<count)
        if shown.count > most {
            // The last, and before it as many as there is room for around the selected.
            let others = most - 1
            let start = min(max(1, selected - (others + 1) / 2), count - 1 - others)
            shown = Array(start..<start + others) + [count - 1]
        }
        guard !shown.isEmpty else { return }
        let unfolds = shown.contains(selected) ? inside : []
        let places = shown.count + unfolds.count
        pitch = (right - left) / places
        var place = 0
        func next() -> Int {
            place += 1
            return left + (right - left) * place / places
        }
        for column in shown {
            if column == selected {
                inner = unfolds.map { layer in
                    let x = next()
                    return (x, Self.spread(layer.units, in: body).map { Node(unit: $0.0, x: x, y: $0.1) })
                }
            }
            xs[column] = next()
        }
        if picture == nil && shown.first != 1 && count > 1 { xs[0] = nil }
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
