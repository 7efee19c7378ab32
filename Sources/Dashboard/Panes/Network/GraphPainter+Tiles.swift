import Inspection
import NeuralNetwork
import TerminalGraphics

/// Columns drawn as pictures: feature maps, states over time, attention.
extension GraphPainter {
    func paintTiles(_ tiles: NetworkProbe.ColumnTiles, _ column: Int, on canvas: inout Canvas) {
        guard let slot = layout.plan.slots.first(where: { $0.column == column }), let shape = slot.tiles else { return }
        let isKnown = isNodeKnown(column) || layout.plan.isPlane
        for (node, tile) in zip(layout.columns[column], tiles.tiles) {
            guard let rect = node.tile else { continue }
            canvas.fill(rect, with: Cell(" ", theme.plain))
            if isKnown {
                paint(tile, tiles, shape, in: rect, on: &canvas)
            } else {
                outline(rect, on: &canvas)
            }
            if isSelected(node, column) {
                mark(rect, node, on: &canvas)
                markUnit(column, rect, on: &canvas)
                if status.columns[column].unitLayout.isMaps {
                    canvas.text(String(node.unit.index), x: rect.right + 1, y: rect.y, theme.style(theme.selected, .bold))
                }
            }
            // Over the mark: what the neuron itself says comes first.
            if layout.plan.isPlane { paintState(node, column, rect, on: &canvas) }
            if !tile.name.isEmpty, rect.bottom < layout.area.bottom {
                canvas.text(tile.name, x: rect.x, y: rect.bottom, theme.dim, width: max(rect.width, 8))
            }
        }
        paintBelow(tiles, column, slot, on: &canvas)
    }

    private func paint(
        _ tile: NetworkProbe.Tile, _ tiles: NetworkProbe.ColumnTiles, _ shape: GraphPlan.Tiles, in rect: Rect,
        on canvas: inout Canvas
    ) {
        let isAttention = tile.name == "attends to" || tile.name.hasPrefix("head")
        let showsDelta = pass == .backward && !isAttention && !layout.plan.isPlane
        guard let values = showsDelta ? tile.deltas : tile.values, values.count == tile.shape.height * tile.shape.width else {
            return
        }
        let normalization: Normalization
        let colormap: Colormap
        if showsDelta || (tiles.isSigned && !isAttention) {
            normalization = .symmetric(Double(showsDelta ? tiles.deltaScale : tiles.scale))
            colormap = theme.diverging
        } else {
            let largest = isAttention ? tile.values.reduce(0) { $1.isFinite ? max($0, $1) : $0 } : tiles.scale
            normalization = .linear(0, Double(max(largest, .leastNormalMagnitude)))
            colormap = theme.activation
        }
        var grid = PixelGrid(values, rows: tile.shape.height, columns: tile.shape.width)
        let larger = shape.enlargement
        if layout.plan.isPlane { grid = grid.resampled(rows: rect.height * 2, columns: rect.width) }
        // States of a few steps are wider than high.
        let shown =
            larger.width == larger.height || tile.shape.width * larger.width > rect.width
            ? grid : grid.enlarged(rows: larger.height, columns: larger.width)
        ImagePlot(
            shown, colormap: colormap, normalization: normalization, shading: context.shading, alignment: .left,
            maximumEnlargement: larger.width == larger.height ? larger.width : 1
        ).draw(in: rect, on: &canvas, glyphs: context.glyphs)
    }

    /// The sample's own activation or δ of a neuron whose picture is its answer over the whole plane.
    private func paintState(_ node: GraphLayout.Node, _ column: Int, _ rect: Rect, on canvas: inout Canvas) {
        let (glyph, color) = look(node.unit, column)
        canvas.put(glyph, x: rect.x - 1, y: node.y, theme.style(color, .bold))
    }

    /// A picture that has not been computed yet in this iteration.
    func outline(_ rect: Rect, on canvas: inout Canvas) {
        let style = theme.style(theme.faint)
        for x in rect.x..<rect.right {
            for y in rect.y..<rect.bottom where y == rect.y || y == rect.bottom - 1 || x == rect.x || x == rect.right - 1 {
                canvas.put("·", x: x, y: y, style)
            }
        }
    }

    private func isSelected(_ node: GraphLayout.Node, _ column: Int) -> Bool {
        guard column == context.view.selection.column else { return false }
        switch status.columns[column].unitLayout {
        case .maps: return node.unit.index == context.view.selection.neuron / max(1, status.columns[column].unitLayout.stride)
        case .sequence: return true
        case .neurons: return node.unit.index == context.view.selection.neuron
        case .attention: return false
        }
    }

    private func mark(_ rect: Rect, _ node: GraphLayout.Node, on canvas: inout Canvas) {
        let style = theme.style(theme.selected, .bold)
        for y in rect.y..<rect.bottom {
            canvas.put("▐", x: rect.x - 1, y: y, style)
            canvas.put("▌", x: rect.right, y: y, style)
        }
    }

    /// The row of the selected unit, in the picture of a sequence.
    private func markUnit(_ column: Int, _ rect: Rect, on canvas: inout Canvas) {
        guard case .sequence(_, let features) = status.columns[column].unitLayout, features > 0 else { return }
        let row = context.view.selection.neuron % features * rect.height / features
        canvas.put("▸", x: rect.x - 1, y: rect.y + row, theme.style(theme.selected, .bold))
    }

    /// The caption: how many are hidden, the arrow of time, and what a pixel is the mean of.
    private func paintBelow(_ tiles: NetworkProbe.ColumnTiles, _ column: Int, _ slot: GraphPlan.Slot, on canvas: inout Canvas) {
        guard let last = layout.columns[column].compactMap(\.tile).max(by: { $0.bottom < $1.bottom }), let tile = tiles.tiles.last
        else { return }
        let x = layout.area.x + slot.x
        let y = min(last.bottom, layout.area.bottom - 1)
        let unitLayout = status.columns[column].unitLayout
        if case .sequence(let time, _) = unitLayout {
            canvas.text(arrow(slot.width, time), x: x, y: y, theme.dim)
        }
        let hidden = tiles.total - tiles.tiles.count
        let room = (layout.plan.slots.first { $0.x > slot.x }.map { layout.area.x + $0.x } ?? layout.area.right) - x - 1
        var notes: [String] = []
        if hidden > 0 { notes.append("⋮ +\(hidden)") }
        if tile.factors.height > 1 || tile.factors.width > 1 {
            notes.append(
                tile.factors.height == tile.factors.width
                    ? "1/\(tile.factors.height)" : "1/\(tile.factors.height) × 1/\(tile.factors.width)")
        }
        if unitLayout.isMaps, tile.factors.height == tile.factors.width {
            // The same in words.
            let words = [
                hidden > 0 ? "⋮ +\(hidden) maps" : nil, tile.factors.height > 1 ? "1/\(tile.factors.height) size" : nil,
            ].compactMap { $0 }
            if words.joined(separator: ", ").cellWidth <= room { notes = [words.joined(separator: ", ")].filter { !$0.isEmpty } }
        }
        if status.columns[column].spec?.role == .recurrent, isNodeKnown(column) {
            notes.append(pass == .backward ? "δ ← next step" : "h → next step")
        }
        // Of several gates one picture: the Layer view has each.
        if pass == .backward, status.columns[column].spec.map({ $0.gateCount > 1 }) ?? false {
            notes.append("δ of the strongest gate; v: all")
        }
        guard !notes.isEmpty else { return }
        var row = y
        // Below the arrow of time, or the picture's name.
        if unitLayout.isOverTime { row = min(y + 1, layout.area.bottom - 1) }
        let text = notes.joined(separator: " ")
        canvas.text(text, x: max(layout.area.x, min(x, layout.area.right - text.cellWidth)), y: row, theme.dim)
    }

    /// `t 1 ──▸ 8`, as long as the picture is wide.
    private func arrow(_ width: Int, _ time: Int) -> String {
        let (start, end) = ("t 1 ", " \(time)")
        let line = width - start.count - end.count
        guard line >= 2 else { return width >= 6 ? "t ──▸" : "t→" }
        return start + String(repeating: "─", count: line - 1) + "▸" + end
    }

    /// Headings over slots, each centered over its column.
    func paintSlotHeads(on canvas: inout Canvas) {
        let slots = layout.plan.slots
        for (place, slot) in slots.enumerated() {
            let column = status.columns[slot.column]
            let isActive = status.phase?.layer.map { column.layers.contains($0) } ?? false
            let isSelected = column.index == context.view.selection.column
            let color = isActive ? theme.color(of: status.phase?.pass ?? .forward) : isSelected ? theme.selected : theme.text
            let showsGradient = column.index == 0 && showsInputGradient && layout.picture != nil
            let top = showsGradient ? "∂L/∂x" : column.spec.map { "\(column.index) \($0.shortName)" } ?? "input"
            let start = layout.area.x + slot.x
            let end = place + 1 < slots.count ? layout.area.x + slots[place + 1].x - 1 : layout.area.right
            let below = sizeText(column, room: end - start)
            let left = max(layout.area.x, slot.tiles == nil && layout.picture == nil ? start : start)
            canvas.text(
                top.truncated(to: max(1, end - left), glyphs: context.glyphs), x: left, y: layout.heads.y,
                theme.style(color, .bold))
            canvas.text(
                below.truncated(to: max(1, end - left), glyphs: context.glyphs), x: left, y: layout.heads.y + 1, theme.dim)
        }
        // Between columns that are no neighbors.
        for (slot, next) in zip(slots, slots.dropFirst()) where next.column - slot.column > 1 && next.x > slot.x + slot.width + 1
        {
            let x = layout.area.x + (slot.x + slot.width + next.x) / 2
            canvas.put("…", x: x, y: layout.body.y + (layout.body.height - 1) / 2, theme.dim)
        }
        paintResiduals(on: &canvas)
        let hidden = status.columns.dropFirst().count { column in !slots.contains { $0.column == column.index } }
        paintHidden(hidden, on: &canvas)
    }

    private func sizeText(_ column: GraphColumn, room: Int) -> String {
        let size: String
        switch column.unitLayout {
        case .neurons:
            size = column.index == 0 ? column.image.map { "\($0.height)×\($0.width)" } ?? "\(column.units)" : "\(column.units)"
        case .maps(let channels, let image): size = "\(channels)·\(image.height)×\(image.width)"
        case .sequence(let time, let features), .attention(_, let time, let features): size = "\(features), t \(time)"
        }
        let whole = column.activation.isEmpty ? size : "\(size) \(column.activation)"
        return whole.cellWidth <= room ? whole : size
    }

    /// The way around a residual layer, which is added behind it: an arc over the column.
    func paintResiduals(on canvas: inout Canvas) {
        guard !layout.lane.isEmpty else { return }
        for column in status.columns where column.spec?.role == .container {
            guard let from = edge(column.index - 1, isRight: true), let to = edge(column.index, isRight: false), to > from else {
                continue
            }
            let isKnown = isNodeKnown(column.index)
            let style = theme.style(
                isKnown ? (pass == .backward ? theme.backward : theme.forward) : theme.faint, isKnown ? .bold : [])
            let y = layout.lane.y
            canvas.put("╭", x: from, y: y, style)
            for x in from + 1..<max(from + 1, to) { canvas.put("─", x: x, y: y, style) }
            canvas.put(pass == .backward ? "◂" : "▸", x: to, y: y, style)
            canvas.text("+x", x: (from + to) / 2, y: y, style)
            canvas.put("⊕", x: to + 1, y: y, style)
        }
    }

    private func edge(_ column: Int, isRight: Bool) -> Int? {
        if column == 0, let picture = layout.picture { return isRight ? picture.right : picture.x - 1 }
        if let nodes = layout.columns[column].first { return isRight ? nodes.right : nodes.left }
        return nil
    }
}

extension UnitLayout {
    /// Whether it is drawn as feature maps.
    fileprivate var isMaps: Bool { if case .maps = self { true } else { false } }

    /// Whether its pictures go from left to right in time.
    fileprivate var isOverTime: Bool {
        switch self {
        case .sequence, .attention: true
        case .neurons, .maps: false
        }
    }
}

extension PixelGrid {
    /// Every pixel as a block of so many.
    func enlarged(rows down: Int, columns across: Int) -> PixelGrid {
        var result: [Float] = []
        result.reserveCapacity(values.count * down * across)
        for row in 0..<rows * down { for column in 0..<columns * across { result.append(self[row / down, column / across]) } }
        return PixelGrid(result, rows: rows * down, columns: columns * across)
    }
}
