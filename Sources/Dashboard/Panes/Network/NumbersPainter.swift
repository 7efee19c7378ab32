import Inspection
import TerminalGraphics

/// Draws a small network with its numbers: x, z, a, δ and b at its neurons, weights on its lines. What has not been computed yet
/// in this iteration has no number.
struct NumbersPainter {
    let reading: NumbersProbe.Reading
    let prediction: PredictionProbe.Reading?
    /// The connection whose term a walk has just shown.
    let walked: NetworkProbe.Walked?
    let context: PaneContext
    let pass: GraphPass

    private var theme: Theme { context.theme }
    private var status: Status { context.status }
    private var selection: Selection { context.view.selection }
    private var last: Int { reading.columns.count - 1 }

    /// Nil where there is no room.
    func layout(in area: Rect) -> NumbersLayout? {
        let names = reading.columns[last].count > 1 ? prediction?.nameWidth(atMost: 8) ?? 0 : 0
        return NumbersLayout(units: reading.columns.map(\.count), nameWidth: min(8, names), in: area)
    }

    func paint(_ layout: NumbersLayout, on canvas: inout Canvas) {
        paintLines(layout, on: &canvas)
        for column in 1...max(1, last) { paintWeights(layout, column, on: &canvas) }
        for node in layout.columns.joined() { paint(node, layout, on: &canvas) }
        paintHeads(layout, on: &canvas)
    }

    // MARK: Lines

    private func isSelected(_ column: Int, _ neuron: Int) -> Bool { column == selection.column && neuron == selection.neuron }

    /// Whether a line is of the selected neuron.
    private func touchesSelected(into column: Int, _ input: Int, _ neuron: Int) -> Bool {
        isSelected(column, neuron) || isSelected(column - 1, input)
    }

    private func paintLines(_ layout: NumbersLayout, on canvas: inout Canvas) {
        var dots = BrailleCanvas(layout.body.size, glyphs: context.glyphs)
        let dotsPerCell = BrailleCanvas.dotsPerCell(context.glyphs)
        var lines: [(from: NumbersLayout.Node, to: NumbersLayout.Node, weight: Float, rank: Int)] = []
        for column in 1...max(1, last) {
            for (neuron, row) in reading.weights[column - 1].enumerated() {
                for (input, weight) in row.enumerated() {
                    let isWalked =
                        walked.map { $0.column == column && $0.connection.from == input && $0.connection.to == neuron } ?? false
                    lines.append(
                        (
                            layout.columns[column - 1][input], layout.columns[column][neuron], weight,
                            isWalked ? 2 : touchesSelected(into: column, input, neuron) ? 1 : 0
                        ))
                }
            }
        }
        // A layer that only changes numbers has no weights.
        for column in 1...max(1, last) where reading.weights[column - 1].isEmpty {
            for (from, to) in zip(layout.columns[column - 1], layout.columns[column]) where from.y == to.y {
                GraphLine(
                    fromX: from.right - layout.body.x, fromY: from.y - layout.body.y, toX: to.left - layout.body.x,
                    toY: to.y - layout.body.y, isBroken: false, thickness: 1
                ).draw(theme.faint, dotsPerCell, &dots)
            }
        }
        // Of dots as coarse as half a cell, those of others would hide these.
        if context.glyphs < .braille, lines.contains(where: { $0.rank > 0 }) { lines.removeAll { $0.rank == 0 } }
        for line in lines.sorted(by: { $0.rank < $1.rank }) {
            let color =
                line.weight == 0
                ? theme.faint
                : line.rank == 2
                    ? theme.selected
                    : theme.background.mixed(
                        with: line.weight > 0 ? theme.positive : theme.negative, line.rank == 1 ? 0.9 : 0.5)
            GraphLine(
                fromX: line.from.right - layout.body.x, fromY: line.from.y - layout.body.y, toX: line.to.left - layout.body.x,
                toY: line.to.y - layout.body.y, isBroken: line.weight < 0, thickness: 1
            ).draw(color, dotsPerCell, &dots)
        }
        dots.draw(at: Point(x: layout.body.x, y: layout.body.y), on: &canvas)
    }

    /// The texts of the weights into a column.
    private func texts(_ layout: NumbersLayout, _ column: Int) -> [[String]] {
        reading.weights[column - 1].map { $0.map { ShortNumber.text(Double($0), digits: layout.form.digits) } }
    }

    /// Where the weights into a column stand.
    func weights(_ layout: NumbersLayout, _ column: Int) -> [NumbersLayout.Weight] {
        layout.weights(into: column, widths: texts(layout, column).map { $0.map { $0.cellWidth } }) { input, neuron in
            touchesSelected(into: column, input, neuron)
        }
    }

    private func paintWeights(_ layout: NumbersLayout, _ column: Int, on canvas: inout Canvas) {
        let texts = texts(layout, column)
        let isUpdated = pass == .update && status.hasUpdate(status.columns[column].layers.lowerBound)
        for weight in weights(layout, column) {
            let value = reading.weights[column - 1][weight.neuron][weight.input]
            let isChosen = isSelected(column, weight.neuron) && selection.input == weight.input
            let isOwn = touchesSelected(into: column, weight.input, weight.neuron)
            let style =
                isChosen
                ? theme.style(theme.selected, .bold)
                : isUpdated
                    ? theme.style(theme.update, .bold)
                    : value == 0 ? theme.dim : theme.style(theme.signed(Double(value)), isOwn ? .bold : [])
            canvas.put(" ", x: weight.area.x - 1, y: weight.area.y, theme.plain)
            canvas.put(" ", x: weight.area.right, y: weight.area.y, theme.plain)
            canvas.text(
                texts[weight.neuron][weight.input], x: weight.area.x, y: weight.area.y, style)
        }
    }

    // MARK: Neurons

    private func paint(_ node: NumbersLayout.Node, _ layout: NumbersLayout, on canvas: inout Canvas) {
        let (glyph, color) = look(node)
        let isChosen = node.column > 0 && isSelected(node.column, node.unit)
        canvas.put(glyph, x: node.x, y: node.y, theme.style(color, .bold))
        if isChosen {
            canvas.put("[", x: node.x - 1, y: node.y, theme.style(theme.selected, .bold))
            canvas.put("]", x: node.x + 1, y: node.y, theme.style(theme.selected, .bold))
        }
        if node.column == last { paintName(node, layout, on: &canvas) }
        for (row, items) in rows(node, layout.form).enumerated() {
            var x = node.text.x
            for item in items {
                if let text = item.text(layout.form) {
                    canvas.text(item.label, x: x, y: node.text.y + row, theme.dim)
                    canvas.text(
                        text, x: x + 2, y: node.text.y + row, theme.style(item.color ?? theme.text, isChosen ? .bold : []))
                }
                x += layout.form.itemWidth + 1
            }
        }
    }

    /// Where the numbers of a neuron stand that are known, each with its letter.
    func numbers(_ node: NumbersLayout.Node, _ form: NumbersLayout.Form) -> [(letter: String, area: Rect)] {
        rows(node, form).enumerated().flatMap { row, items in
            items.enumerated().compactMap { place, item in
                item.text(form).map { text in
                    let x = node.text.x + place * (form.itemWidth + 1)
                    return (item.label, Rect(x: x, y: node.text.y + row, width: 2 + text.cellWidth, height: 1))
                }
            }
        }
    }

    private func paintName(_ node: NumbersLayout.Node, _ layout: NumbersLayout, on canvas: inout Canvas) {
        guard layout.columns[last].count > 1, let prediction, prediction.names.indices.contains(node.unit) else { return }
        let isTarget = self.isTarget(node.unit)
        let style = isTarget ? theme.style(theme.warning, .bold) : theme.plain
        let width = layout.form.isBelow ? 8 : node.text.x - node.x - 4
        let name = prediction.names(in: max(1, width))[node.unit]
        let end = canvas.text(name, x: node.x + 3, y: node.y, style, width: max(1, width))
        if isTarget, layout.form.isBelow || end < node.text.x { canvas.text("◂", x: end, y: node.y, style) }
    }

    private func isTarget(_ unit: Int) -> Bool {
        guard let desired = prediction?.desired, desired.indices.contains(unit), desired.count > 1 else { return false }
        return desired[unit] > 0 && desired[unit] == desired.max()
    }

    private func isForwardKnown(_ column: Int, _ unit: Int) -> Bool {
        if column == 0 { return status.machine.hasDone(.batch, at: status.position) }
        return status.hasForward(status.columns[column].layers.upperBound - 1, neuron: unit)
    }

    private func isErrorKnown(_ column: Int, _ unit: Int) -> Bool { status.hasError(column: column, neuron: unit) }

    private func look(_ node: NumbersLayout.Node) -> (Unicode.Scalar, Color) {
        let neuron = reading.columns[node.column][node.unit]
        if let walk = status.walkState, walk.inner == nil, walk.column == node.column, walk.unit == node.unit, !walk.isUnitWhole {
            return ("◎", theme.selected)
        }
        if pass == .backward {
            guard isErrorKnown(node.column, node.unit) else { return ("○", theme.faint) }
            if neuron.delta.isNaN { return ("✗", theme.bad) }
            return neuron.delta == 0
                ? ("·", theme.text) : (neuron.delta > 0 ? "▲" : "▼", theme.signed(Double(neuron.delta)))
        }
        guard isForwardKnown(node.column, node.unit) else { return ("○", theme.faint) }
        if !neuron.a.isFinite { return ("✗", theme.bad) }
        return neuron.a == 0
            ? ("·", theme.text)
            : neuron.a < 0 ? ("◆", theme.negative) : ("●", theme.sequential.color(at: 0.8))
    }

    /// A number with its letter.
    private struct Item {
        var label: String
        /// Nil where it is not known yet.
        var value: Double?
        var color: Color?

        func text(_ form: NumbersLayout.Form) -> String? {
            value.map {
                let text = ShortNumber.text($0, digits: form.digits)
                return ($0 < 0 || text.cellWidth >= form.digits ? "" : " ") + text
            }
        }
    }

    /// The numbers of a neuron, row by row.
    private func rows(_ node: NumbersLayout.Node, _ form: NumbersLayout.Form) -> [[Item]] {
        let neuron = reading.columns[node.column][node.unit]
        let isKnown = isForwardKnown(node.column, node.unit)
        guard node.column > 0 else { return [[Item(label: "x", value: isKnown ? Double(neuron.a) : nil)]] }
        let isSumKnown = status.hasForward(status.columns[node.column].layers.lowerBound, neuron: node.unit)
        let z = neuron.z.map { Item(label: "z", value: isSumKnown ? Double($0) : nil) }
        let delta = Item(
            label: "δ", value: isErrorKnown(node.column, node.unit) ? Double(neuron.delta) : nil,
            color: theme.signed(Double(neuron.delta)))
        let bias = neuron.bias.map { Item(label: "b", value: Double($0), color: theme.signed(Double($0))) }
        var a = Item(label: "a", value: isKnown ? Double(neuron.a) : nil)
        var target: Item?
        var sum = z
        if node.column == last, let prediction, prediction.actual.indices.contains(node.unit) {
            let actual = prediction.actual[node.unit]
            if status.loss?.outputIsDistribution == true, sum == nil {
                // The loss makes p of z.
                sum = Item(label: "z", value: isKnown ? Double(neuron.a) : nil)
                a = Item(label: "p", value: status.hasOutput(node.unit) ? actual : nil)
            }
            target = Item(
                label: "y", value: status.machine.hasDone(.batch, at: status.position) ? prediction.desired[node.unit] : nil,
                color: theme.warning)
        }
        return arranged(sum, a, target, delta, bias, form)
    }

    /// The numbers that come first are those that there is room for first.
    private func arranged(_ z: Item?, _ a: Item, _ target: Item?, _ delta: Item, _ bias: Item?, _ form: NumbersLayout.Form)
        -> [[Item]]
    {
        let numbers: [Item]
        switch (form.perRow, form.rows) {
        case (1, 1): numbers = [pass == .backward ? delta : a]
        case (1, 2), (2, 1): numbers = [a, delta]
        case (1, 3), (3, 1): numbers = (z.map { [$0, a] } ?? target.map { [a, $0] } ?? [a]) + [delta]
        case (1, _):
            numbers =
                z.map { [$0, a, target ?? delta] + (target == nil ? bias.map { [$0] } ?? [] : [delta]) }
                ?? [a] + (target.map { [$0] } ?? []) + [delta] + (bias.map { [$0] } ?? [])
        default:
            let first = z.map { [$0, a] } ?? target.map { [a, $0] } ?? [a]
            let more = z == nil ? bias : target ?? bias
            return [first, [delta] + (more.map { [$0] } ?? [])]
        }
        return stride(from: 0, to: numbers.count, by: form.perRow).map {
            Array(numbers[$0..<min(numbers.count, $0 + form.perRow)])
        }
    }

    // MARK: Headings

    private func paintHeads(_ layout: NumbersLayout, on canvas: inout Canvas) {
        for (column, nodes) in zip(status.columns, layout.columns) {
            guard let first = nodes.first else { continue }
            let isActive = status.phase?.layer.map { column.layers.contains($0) } ?? false
            let color =
                isActive
                ? theme.color(of: status.phase?.pass ?? .forward)
                : column.index == selection.column ? theme.selected : theme.text
            let name = column.index == 0 ? "input" : "\(column.index) \(column.kind)"
            let size = column.index == 0 ? "\(column.units)" : "\(column.units) \(column.activation)"
            let x = column.index == 0 ? layout.heads.x : first.x - 1
            let next = column.index + 1 < layout.columns.count ? layout.columns[column.index + 1].first?.x : nil
            let room = max(1, (next ?? layout.heads.right + 1) - 2 - x)
            let bold = theme.style(color, .bold)
            if layout.hasTwoHeads {
                canvas.text(name.truncated(to: room, glyphs: context.glyphs), x: x, y: layout.heads.y, bold)
                canvas.text(size.truncated(to: room, glyphs: context.glyphs), x: x, y: layout.heads.y + 1, theme.dim)
            } else {
                let text = StyledText([(name, bold), ("  " + size, theme.dim)])
                canvas.text(text.truncated(to: room, glyphs: context.glyphs), x: x, y: layout.heads.y, glyphs: context.glyphs)
            }
        }
    }
}

/// A number in so many cells, with as many digits as there is room for.
enum ShortNumber {
    static func text(_ value: Double, digits room: Int) -> String {
        let forms: [NumberFormat] = [.significant(3), .significant(2), .scientific(2), .scientific(1)]
        // Two digits that begin far behind the point say less than a power of ten.
        let texts = forms.map { $0.string(value) }
        return texts.first { $0.cellWidth <= room } ?? texts[3]
    }
}
