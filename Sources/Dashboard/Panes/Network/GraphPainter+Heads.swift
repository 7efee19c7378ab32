import Inspection
import TerminalGraphics

/// Heads of columns, and how many columns there is no room for.
extension GraphPainter {
    func paintHeads(on canvas: inout Canvas) {
        if layout.plan.hasTiles { return paintSlotHeads(on: &canvas) }
        paintLane(on: &canvas)
        paintFolds(on: &canvas)
        if layout.isNarrow { return paintNarrowHeads(on: &canvas) }
        paintInnerHeads(on: &canvas)
        for column in status.columns {
            guard column.index < layout.xs.count, let x = layout.xs[column.index] else { continue }
            let isActive = status.phase?.layer.map { column.layers.contains($0) } ?? false
            let isSelected = column.index == context.view.selection.column
            let color = isActive ? theme.color(of: status.phase?.pass ?? .forward) : isSelected ? theme.selected : theme.text
            let top =
                column.index == 0
                ? showsInputGradient && layout.picture != nil ? "∂L/∂x" : "input" : "\(column.index) \(column.kind)"
            let below =
                column.index == 0
                ? column.image.map { "\($0.height)×\($0.width)" } ?? "\(column.units)" : "\(column.units) \(column.activation)"
            let width = max(top.cellWidth, below.cellWidth)
            let center =
                column.index == 0 && layout.picture != nil
                ? layout.area.x + 1 : max(layout.area.x, min(x - width / 2, layout.area.right - width))
            let following = layout.xs.dropFirst(column.index + 1).lazy.compactMap { $0 }.first
            // The inside of the selected layer stands before it.
            let isBeforeInner = column.index == context.view.selection.column - 1
            let next = isBeforeInner ? layout.inner.first?.x ?? following : following
            let room = next.map { max(1, $0 - x - 1) } ?? layout.area.right - center
            canvas.text(top.truncated(to: room, glyphs: context.glyphs), x: center, y: layout.heads.y, theme.style(color, .bold))
            canvas.text(below.truncated(to: room, glyphs: context.glyphs), x: center, y: layout.heads.y + 1, theme.dim)
        }
        paintHiddenColumns(on: &canvas)
    }

    /// The number of columns that are left out.
    func paintHiddenColumns(on canvas: inout Canvas) {
        let hidden = layout.xs.indices.dropFirst().count { layout.xs[$0] == nil }
        paintHidden(hidden, on: &canvas)
    }

    /// In the last row, at such length that it does not run into what stands there.
    func paintHidden(_ layers: Int, on canvas: inout Canvas) {
        guard layers > 0 else { return }
        let words = ["\(layers) more layer\(layers == 1 ? "" : "s"): ← →", "\(layers) more: ← →", "\(layers) more"]
        let y = layout.area.bottom - 1
        func start(_ text: String) -> Int { max(layout.area.x, layout.area.right - text.cellWidth) }
        let text = words.first { text in
            (max(layout.area.x, start(text) - 1)..<layout.area.right).allSatisfy { canvas[$0, y].scalar == " " }
        }
        guard let text else { return }
        canvas.text(text, x: start(text), y: y, theme.dim)
    }
}
