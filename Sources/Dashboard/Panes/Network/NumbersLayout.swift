import Inspection
import TerminalGraphics

/// Where neurons stand that show their numbers, how many of these there is room for, and where the weights stand between them.
struct NumbersLayout {
    /// The way in which the numbers of a neuron stand beside it.
    struct Form: Hashable {
        /// So many in a row, and so many rows.
        var perRow, rows: Int
        /// Whether they stand below the neuron, and not at its right.
        var isBelow = false
        /// Cells of a number, with its sign.
        var digits = 7
        /// Cells between two columns, at least, in which a weight can be read.
        var gap = 9

        var itemWidth: Int { digits + 2 }
        var textWidth: Int { perRow * itemWidth + perRow - 1 }
        /// Rows that a neuron takes.
        var height: Int { isBelow ? rows + 1 : rows }
        /// The row of the neuron itself among them.
        var glyphRow: Int { isBelow ? 0 : (rows - 1) / 2 }
    }

    struct Node {
        var column, unit: Int
        /// The neuron's own cell.
        var x, y: Int
        /// Its numbers.
        var text: Rect
        /// Where lines begin that go out, and where those end that come in.
        var right, left: Int
    }

    let heads: Rect
    let body: Rect
    let form: Form
    let columns: [[Node]]
    /// Whether headings have two rows.
    var hasTwoHeads: Bool { heads.height > 1 }

    /// From what says all to what says least.
    private static let forms: [Form] =
        [7, 6].flatMap { digits in
            [
                Form(perRow: 2, rows: 2, digits: digits, gap: 11), Form(perRow: 1, rows: 4, digits: digits),
                Form(perRow: 1, rows: 3, digits: digits), Form(perRow: 2, rows: 2, digits: digits),
                Form(perRow: 3, rows: 1, digits: digits), Form(perRow: 1, rows: 3, isBelow: true, digits: digits, gap: 7),
                Form(perRow: 1, rows: 2, digits: digits), Form(perRow: 2, rows: 1, digits: digits),
                Form(perRow: 1, rows: 2, isBelow: true, digits: digits, gap: 7),
            ]
        } + [Form(perRow: 1, rows: 2, digits: 6, gap: 5), Form(perRow: 1, rows: 1, digits: 6, gap: 5)]

    /// Cells of an input: its number and itself.
    private static func inputWidth(_ form: Form) -> Int { form.itemWidth + 3 }

    /// - Parameters:
    ///   - units: neurons of each column, the input first.
    ///   - nameWidth: cells of the longest name of an output; 0 where there are no names.
    /// - Returns: nil where there is no room for them.
    init?(units: [Int], nameWidth: Int, in area: Rect) {
        let most = units.max() ?? 1
        let names = nameWidth > 0 ? nameWidth + 1 : 0
        func headRows(_ form: Form) -> Int { area.height - 2 >= most * form.height ? 2 : 1 }
        func gap(_ form: Form) -> Int {
            let layers = max(1, units.count - 1)
            let block = form.isBelow ? 3 : 4 + form.textWidth
            // Below a neuron its numbers need the room up to the next one.
            let spare = form.isBelow ? max(names, form.textWidth - 2) : names
            return (area.width - Self.inputWidth(form) - layers * block - spare) / layers
        }
        func fits(_ form: Form) -> Bool {
            let least = form.isBelow ? max(form.gap, form.textWidth - 1) : form.gap
            return most * form.height <= area.height - 1 && gap(form) >= least
        }
        guard let form = Self.forms.first(where: fits) else { return nil }
        self.form = form
        let (heads, body) = area.splitTop(headRows(form))
        (self.heads, self.body) = (heads, body)
        let pitch = gap(form) + (form.isBelow ? 3 : 4 + form.textWidth)
        columns = units.indices.map { column in
            let height = column == 0 ? 1 : form.height
            let count = units[column]
            let step = count < 2 ? 0 : max(height, min((body.height - height) / (count - 1), height + 4))
            let top = body.y + max(0, (body.height - (count - 1) * step - height) / 2)
            let x = area.x + Self.inputWidth(form) - 2 + (column == 0 ? 0 : column * pitch - (pitch - gap(form)) + 3)
            return (0..<count).map { unit in
                let y = top + unit * step
                guard column > 0 else {
                    let text = Rect(x: area.x, y: y, width: form.itemWidth, height: 1)
                    return Node(column: 0, unit: unit, x: x, y: y, text: text, right: x + 2, left: x)
                }
                let isLast = column == units.count - 1
                let shift = isLast && !form.isBelow ? names : 0
                let text = Rect(
                    x: form.isBelow ? x - 1 : x + 3 + shift, y: y + (form.isBelow ? 1 : 0), width: form.textWidth,
                    height: form.rows)
                return Node(
                    column: column, unit: unit, x: x, y: y + form.glyphRow, text: text,
                    right: form.isBelow ? x + 2 : text.right + 1, left: x - 2)
            }
        }
    }

    /// The row of a line at a column.
    private static func row(_ from: Node, _ to: Node, at x: Double) -> Double {
        let (start, end) = (Double(from.right), Double(to.left))
        guard end > start else { return Double(from.y) }
        return Double(from.y) + (x - start) / (end - start) * Double(to.y - from.y)
    }

    /// A weight's place between two columns.
    struct Weight {
        var input, neuron: Int
        var area: Rect
    }

    /// Places for weights on their lines: all in one column where no two lines share a row there, else each where it finds room,
    /// those of the selected neuron first.
    func weights(into column: Int, widths: [[Int]], selected: (Int, Int) -> Bool) -> [Weight] {
        guard let from = columns[column - 1].first, let to = columns[column].first else { return [] }
        let range = from.right...max(from.right, to.left)
        var lines: [(input: Int, neuron: Int, width: Int)] = []
        for neuron in widths.indices {
            for input in widths[neuron].indices { lines.append((input, neuron, widths[neuron][input])) }
        }
        let widest = lines.map(\.width).max() ?? 0
        guard widest > 0, range.count >= widest else { return [] }
        func area(_ line: (input: Int, neuron: Int, width: Int), _ x: Int) -> Rect {
            let middle = Double(x) + Double(widest) / 2 - 0.5
            let row = Self.row(columns[column - 1][line.input], columns[column][line.neuron], at: middle)
            return Rect(x: x + widest - line.width, y: Int(saturating: row.rounded()), width: line.width, height: 1)
        }
        // From a third of the way on, where lines that cross have not met yet.
        let starts = Array(range.lowerBound...(range.upperBound + 1 - widest))
        let best = range.lowerBound + (range.count - widest) / 3
        let order = starts.sorted { (abs($0 - best), $0) < (abs($1 - best), $1) }
        for x in order {
            let areas = lines.map { area($0, x) }
            if Set(areas.map(\.y)).count == areas.count {
                return zip(lines, areas).map { Weight(input: $0.input, neuron: $0.neuron, area: $1) }
            }
        }
        var placed: [Weight] = []
        for line in lines.sorted(by: {
            (selected($0.input, $0.neuron) ? 0 : 1, $0.neuron, $0.input)
                < (selected($1.input, $1.neuron) ? 0 : 1, $1.neuron, $1.input)
        }) {
            let free = order.lazy.map { area(line, $0) }.first { area in
                let room = Rect(x: area.x - 1, y: area.y, width: area.width + 2, height: 1)
                return !placed.contains { !$0.area.intersection(room).isEmpty }
            }
            if let free { placed.append(Weight(input: line.input, neuron: line.neuron, area: free)) }
        }
        return placed
    }
}
