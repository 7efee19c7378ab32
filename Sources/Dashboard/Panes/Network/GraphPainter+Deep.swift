import ElementaryFunctions
import Inspection
import TerminalGraphics

/// Deep networks: headings of columns that stand close, what goes around residual layers, and what is inside of them.
extension GraphPainter {
    /// The share of its strength that a column of errors has whose largest is `scale`: all of it where that is the largest of the
    /// network, none where it is so many powers of ten below. Each column by itself would look alike, and an error that vanishes
    /// as strong as any.
    func fading(_ scale: Float) -> Double {
        let largest = reading.columns.compactMap { $0.first?.deltaScale }.filter(\.isFinite).max() ?? 0
        guard largest > 0, scale.isFinite else { return 1 }
        return scale > 0 ? max(0, 1 + Elementary.log10(Double(scale / largest)) / Self.decades) : 0
    }

    /// Powers of ten over which errors fade.
    private static let decades = 6.0

    /// The power of ten of each column's largest error, while they come back.
    private func paintPowers(on canvas: inout Canvas) {
        let y = layout.heads.y + 1
        canvas.text("max|δ|", x: layout.area.x, y: y, theme.style(theme.backward))
        var taken = [layout.area.x..<layout.area.x + 6]
        // The last and the first tell what becomes of the error; the others as there is room.
        let columns = layout.xs.indices.dropFirst()
        for column in [columns.last, columns.first].compactMap({ $0 }) + columns.dropLast().reversed() {
            guard let x = layout.xs[column], isNodeKnown(column), let scale = reading.columns[column].first?.deltaScale else {
                continue
            }
            let text =
                scale > 0 && scale.isFinite
                ? (scale >= 0.01 ? NumberFormat.significant(1) : NumberFormat.scientific(1)).string(Double(scale))
                : scale == 0 ? "0" : "✗"
            let start = min(x - text.count / 2, layout.area.right - text.count)
            guard let place = Self.free(start..<start + text.count, &taken) else { continue }
            canvas.text(
                text, x: place.lowerBound, y: y, theme.style(fading(scale) < 0.5 ? theme.negative : theme.backward))
        }
    }

    /// Takes a place in a line if nothing stands there or right beside it.
    private static func free(_ place: Range<Int>, _ taken: inout [Range<Int>]) -> Range<Int>? {
        guard !taken.contains(where: { $0.overlaps(place.lowerBound - 1..<place.upperBound + 1) }) else { return nil }
        taken.append(place)
        return place
    }

    /// Where there is no room for words: each column's number, and below it what the one at work or selected is.
    func paintNarrowHeads(on canvas: inout Canvas) {
        let y = layout.heads.y
        canvas.text(
            showsInputGradient && layout.picture != nil ? "∂L/∂x" : "input", x: layout.area.x, y: y,
            theme.style(theme.text, .bold))
        let active = status.columns.first { column in status.phase?.layer.map { column.layers.contains($0) } ?? false }
        let chosen = context.view.selection.column
        // The columns that are looked at keep their numbers, the others as there is room.
        let order = [active?.index, chosen, layout.xs.indices.last].compactMap { $0 } + layout.xs.indices.dropFirst().map { $0 }
        var taken: [Range<Int>] = [layout.area.x..<layout.area.x + 6]
        let last = layout.xs.indices.last
        /// Over a column, or, over the last one, from it to the right; nil where there is no room.
        func place(_ text: String, _ column: Int, _ x: Int, _ taken: inout [Range<Int>]) -> Range<Int>? {
            let start = column == last && text.cellWidth > 2 ? x : x - (text.cellWidth - 1) / 2
            return start + text.cellWidth > layout.area.right ? nil : Self.free(start..<start + text.cellWidth, &taken)
        }
        var named: Set<Int> = []
        for column in order where !named.contains(column) {
            guard let x = layout.xs[column] else { continue }
            // A name where it leaves the neighbors their numbers.
            let name = "\(column) \(status.columns[column].kind)"
            let hasRoom = layout.pitch >= 5 && name.cellWidth <= (column == last ? layout.labelWidth : 2 * layout.pitch - 5)
            for text in hasRoom ? [name, String(column)] : [String(column)] {
                guard let place = place(text, column, x, &taken) else { continue }
                canvas.text(text, x: place.lowerBound, y: y, theme.style(color(ofColumn: column), .bold))
                if text == name { named.insert(column) }
                break
            }
        }
        for (index, layer) in layout.inner.enumerated() {
            let name =
                reading.inner.contains { $0.kind.count >= layout.pitch }
                ? "F\(Subscript.text(index + 1))" : reading.inner[index].kind
            let place = layer.x - name.cellWidth / 2..<layer.x - name.cellWidth / 2 + name.cellWidth
            guard !taken.contains(where: { $0.overlaps(place) }) else { continue }
            canvas.text(name, x: place.lowerBound, y: y, theme.dim)
        }
        if pass == .backward {
            paintPowers(on: &canvas)
            return paintHiddenColumns(on: &canvas)
        }
        let told = active ?? (status.columns.indices.contains(chosen) ? status.columns[chosen] : nil)
        if let told, named.contains(told.index) {
            paintSizes(of: order.filter(named.contains), on: &canvas)
        } else if let told, told.index > 0, let x = layout.xs[told.index] {
            let text = "\(told.index) \(told.kind): \(told.units)\(told.activation.isEmpty ? "" : " " + told.activation)"
            // An arrow to the column, and the words on the side where they have room.
            let style = theme.style(color(ofColumn: told.index))
            canvas.put("↑", x: x, y: y + 1, style)
            let room = layout.area.right - x - 2
            if text.cellWidth <= room {
                canvas.text(text, x: x + 2, y: y + 1, style)
            } else {
                let left = max(layout.area.x + 7, x - 1 - text.cellWidth)
                canvas.text(text.truncated(to: max(0, x - 1 - left), glyphs: context.glyphs), x: left, y: y + 1, style)
            }
        }
        let size = status.columns[0].image.map { "\($0.height)×\($0.width)" } ?? "\(status.columns[0].units)"
        canvas.text(size, x: layout.area.x, y: y + 1, theme.dim)
        paintHiddenColumns(on: &canvas)
    }

    private func color(ofColumn index: Int) -> Color {
        let isActive = status.phase?.layer.map { status.columns[index].layers.contains($0) } ?? false
        return isActive
            ? theme.color(of: status.phase?.pass ?? .forward)
            : index == context.view.selection.column ? theme.selected : theme.text
    }

    func paintInnerHeads(on canvas: inout Canvas) {
        for (index, layer) in layout.inner.enumerated() {
            let isLast = index == layout.inner.count - 1
            for (row, text) in [reading.inner[index].kind, isLast ? "F(x)" : "\(reading.inner[index].total)"].enumerated() {
                let shown = text.truncated(to: max(1, layout.pitch - 1), glyphs: context.glyphs)
                canvas.text(shown, x: layer.x - shown.cellWidth / 2, y: layout.heads.y + row, theme.dim)
            }
        }
    }

    /// The way around residual layers, in a lane above the neurons: a straight way, with a sign for the sum wherever a layer adds
    /// to it.
    func paintLane(on canvas: inout Canvas) {
        guard !layout.lane.isEmpty else { return }
        let y = layout.lane.y
        for column in status.columns where column.spec?.role == .container {
            guard let to = layout.xs[column.index] else { continue }
            let from = layout.xs[column.index - 1]
            let isKnown = isNodeKnown(column.index)
            let color = pass == .backward ? theme.backward : theme.forward
            let style = theme.style(isKnown ? color : theme.faint, isKnown ? .bold : [])
            let start = from ?? to - 2
            for x in start + 1..<max(start + 1, to) { canvas.put("─", x: x, y: y, style) }
            if canvas[start, y].scalar != "⊕" { canvas.put(from == nil ? "…" : "╭", x: start, y: y, style) }
            if to - start >= 4 { canvas.put(pass == .backward ? "◂" : "▸", x: (start + to) / 2, y: y, style) }
            canvas.put("⊕", x: to, y: y, style)
        }
    }

    /// The legend of neurons' glyphs, at the lower left, where nothing else stands.
    func paintGlyphLegend(on canvas: inout Canvas) {
        guard !layout.plan.isPlane, layout.area.height >= 8, layout.columns.dropFirst().contains(where: { !$0.isEmpty }) else {
            return
        }
        let isBack = pass == .backward
        let name = isBack ? "δ" : "a"
        let (positive, negative) = isBack ? ("▲▴", "▼▾") : ("●•", "◆◇")
        let short = "\(positive) \(name)>0 \(negative) \(name)<0"
        let hasHollow = pass == .forward && !isNodeKnown(status.columns.count - 1)
        let more = hasHollow ? [short + " ○ not yet"] : []
        let long = "\(positive) \(name) > 0, large and small   \(negative) \(name) < 0   · about 0"
        let y = layout.area.bottom - 1
        for text in (layout.area.width >= 90 ? [long + (hasHollow ? "   ○ not yet" : "")] : []) + more + [short] {
            let x = layout.area.x
            let end = min(layout.area.right, x + text.cellWidth + 1)
            guard end - x >= text.cellWidth, (x..<end).allSatisfy({ canvas[$0, y].scalar == " " }) else { continue }
            canvas.text(text, x: x, y: y, theme.dim)
            return
        }
    }

    /// Sizes and activation functions below the names of columns, as there is room.
    private func paintSizes(of columns: [Int], on canvas: inout Canvas) {
        var taken = [layout.area.x..<layout.area.x + 6]
        for column in columns {
            guard let x = layout.xs[column] else { continue }
            let (units, function) = (String(status.columns[column].units), status.columns[column].activation)
            for text in [function.isEmpty ? units : units + " " + function, units] {
                let start = column == layout.xs.count - 1 ? x : x - (text.cellWidth - 1) / 2
                guard start + text.cellWidth <= layout.area.right, Self.free(start..<start + text.cellWidth, &taken) != nil else {
                    continue
                }
                canvas.text(text, x: start, y: layout.heads.y + 1, theme.dim)
                break
            }
        }
    }

    /// The sign for columns that are left out.
    func paintFolds(on canvas: inout Canvas) {
        for x in layout.folds {
            canvas.put("…", x: x, y: layout.heads.y, theme.dim)
            canvas.put("…", x: x, y: layout.body.y + (layout.body.height - 1) / 2, theme.dim)
        }
    }

    /// A layer inside of the selected residual layer: known when that one is.
    func paintInner(_ index: Int, on canvas: inout Canvas) {
        let column = context.view.selection.column
        let (x, nodes) = layout.inner[index]
        let layer = status.columns[column].layers.lowerBound
        let isKnown = pass == .backward ? status.hasBackward(layer) : isNodeKnown(column)
        for node in nodes {
            let (glyph, color) = isKnown ? shape(node.unit) : ("○", theme.faint)
            canvas.put(glyph, x: x, y: node.y, theme.style(color, .bold))
        }
        let hidden = reading.inner[index].total - nodes.count
        if hidden > 0, layout.pitch >= 6, let last = nodes.last, last.y + 1 < layout.area.bottom {
            canvas.text("⋮ +\(hidden)", x: x - 1, y: last.y + 1, theme.dim)
        }
    }
}
