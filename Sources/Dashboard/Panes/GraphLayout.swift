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

    /// Neurons that fit into a column.
    static func rows(in size: Size) -> Int { max(0, min(32, size.height - 3)) }

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
        var left = area.x + 2
        pictureShape = status.columns.first?.image
        if let shape = pictureShape {
            let factor = area.width >= 90 && body.height >= (shape.height + 1) / 2 ? 1 : 2
            let width = (shape.width + factor - 1) / factor
            let height = ((shape.height + factor - 1) / factor + 1) / 2
            let rect = Rect(
                x: area.x + 1, y: body.y + max(0, (body.height - height) / 2), width: min(width, area.width / 2),
                height: min(height, body.height))
            picture = rect
            xs[0] = rect.right
            left = rect.right
        } else {
            xs[0] = area.x + 3
            left = area.x + 3
        }
        place(count: count, from: left, selected: context.view.selection.column)
        for column in 0..<count where !(column == 0 && picture != nil) {
            guard let x = xs[column] else { continue }
            columns[column] = Self.spread(reading.columns[column], in: body).map { Node(unit: $0.0, x: x, y: $0.1) }
        }
    }

    /// Spreads the columns evenly; of too many, those around the selected one and the last.
    private mutating func place(count: Int, from left: Int, selected: Int) {
        let right = area.right - labelWidth - 1
        let most = max(1, (right - left) / 6)
        var shown = Array(1..<count)
        if shown.count > most {
            let start = min(max(1, selected - most / 2), count - most)
            shown = Array(start..<start + most)
            if shown.last != count - 1 { shown[shown.count - 1] = count - 1 }
        }
        guard !shown.isEmpty else { return }
        for (index, column) in shown.enumerated() {
            xs[column] = left + (right - left) * (index + 1) / shown.count
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
