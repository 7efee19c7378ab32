import TerminalGraphics
import Training

/// What held-out samples of each class are taken for: a row for each class, a column for each answer. The diagonal is what is right.
public struct ConfusionPane: Pane {
    public init() {}
    public var id: PaneID { .confusion }
    public var shortTitle: String { "Confusion" }
    public var summary: String { "what held-out samples of each class are taken for" }
    public var views: [String] { ["counts", "percent of each class"] }

    public func title(_ context: PaneContext) -> String {
        guard let reading = context.snapshot[ConfusionProbe()] else { return "Confusion" }
        return "Confusion · \(NumberFormat.integer.string(Double(reading.samples))) held-out"
    }

    public func note(_ context: PaneContext) -> StyledText {
        guard let reading = context.snapshot[ConfusionProbe()] else { return .empty }
        return StyledText(NumberFormat.percent(1).string(reading.accuracy), context.theme.style(context.theme.heldOut, .bold))
    }

    public func probes(_ request: PaneRequest) -> [any Probe] { [ConfusionProbe()] }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context.snapshot[ConfusionProbe()] else {
            canvas.text("no classes to confuse here", x: area.x + 1, y: area.y, context.theme.dim, width: area.width)
            return
        }
        let count = reading.names.count
        let label = min(8, reading.names.map(\.cellWidth).max() ?? 1) + 1
        let cell = min(6, (area.width - label) / max(1, count))
        if cell < 2 || area.height < count + 1 {
            drawPicture(reading, context, in: area, on: &canvas)
            return
        }
        // A word on what is seen, where there is a row to spare.
        let spare = area.height - count - 1
        let head = spare >= 2 ? 1 : 0
        let x = area.x + label
        if head == 1 {
            canvas.text(
                StyledText([("is ↓", context.theme.dim), ("  taken for →", context.theme.dim)]), x: area.x, y: area.y,
                width: area.width,
                glyphs: context.glyphs)
        }
        let top = area.y + head
        for (index, name) in reading.names.enumerated() {
            let isSelected = isOutput(index, context)
            let style = isSelected ? context.theme.style(context.theme.selected, .bold) : context.theme.dim
            let column = Rect(x: x + index * cell, y: top, width: cell, height: 1)
            canvas.text(
                StyledText(name, style).truncated(to: cell - 1, glyphs: context.glyphs), in: column, .right,
                glyphs: context.glyphs)
            canvas.text(StyledText(name, style), x: area.x, y: top + 1 + index, width: label - 1, glyphs: context.glyphs)
            drawRow(index, reading, context, cell: cell, x: x, y: top + 1 + index, on: &canvas)
        }
        let foot = Rect(x: area.x, y: top + count + 1, width: area.width, height: area.bottom - top - count - 1)
        canvas.lines(words(reading, context, width: area.width), in: foot, glyphs: context.glyphs)
    }

    private func isOutput(_ index: Int, _ context: PaneContext) -> Bool {
        context.view.selection.column == context.status.columns.count - 1 && context.view.selection.neuron == index
    }

    private func drawRow(
        _ row: Int, _ reading: ConfusionProbe.Reading, _ context: PaneContext, cell: Int, x: Int, y: Int, on canvas: inout Canvas
    ) {
        let theme = context.theme
        let total = max(1, reading.counts[row].reduce(0, +))
        for (column, count) in reading.counts[row].enumerated() {
            let share = Double(count) / Double(total)
            let area = Rect(x: x + column * cell, y: y, width: cell, height: 1)
            let isRight = row == column
            var text = view(context.view) == 1 ? NumberFormat.fixed(0).string(share * 100) : String(count)
            if text.count >= cell && cell < 4 { text = NumberFormat.fixed(0).string(min(99, share * 100)) }
            var style = theme.style(theme.faint)
            if count > 0 {
                if context.shading == .color {
                    // Even one mistake in a hundred is to be seen: the root spreads small shares.
                    let strength = isRight ? 0.15 + 0.6 * share : 0.2 + 0.8 * min(1, (share * 2).squareRoot())
                    let back = theme.diverging.color(at: isRight ? 0.5 - 0.5 * strength : 0.5 + 0.5 * strength)
                    style = Style(back.ink, on: back, share >= 0.02 ? .bold : [])
                    canvas.fill(area, with: Cell(" ", style))
                } else {
                    style =
                        isRight
                        ? theme.bold : Style(theme.text, on: theme.background, share >= 0.05 ? [.bold, .reverse] : .reverse)
                }
            }
            canvas.text(StyledText(count == 0 ? "·" : text, style), in: area, .right, glyphs: context.glyphs)
        }
    }

    /// The pair most often confused, and of what all this is.
    private func words(_ reading: ConfusionProbe.Reading, _ context: PaneContext, width: Int) -> [StyledText] {
        let theme = context.theme
        var worst: (target: Int, answer: Int, count: Int)?
        for target in reading.counts.indices {
            for answer in reading.counts[target].indices
            where answer != target && reading.counts[target][answer] > worst?.count ?? 0 {
                worst = (target, answer, reading.counts[target][answer])
            }
        }
        var lines: [StyledText] = []
        if let worst {
            lines.append(
                StyledText([
                    ("most often: ", theme.dim),
                    ("\(reading.names[worst.target]) taken for \(reading.names[worst.answer])", theme.bold),
                    (", \(worst.count) of \(reading.counts[worst.target].reduce(0, +))", theme.plain),
                ]))
        } else {
            lines.append(StyledText("no mistake among these samples", theme.plain))
        }
        var of =
            "first \(reading.samples) of \(reading.total) held-out, at it \(NumberFormat.integer.string(Double(reading.iteration)))"
        if reading.unread > 0 { of += ", \(reading.unread) answered NaN" }
        lines.append(StyledText(of, theme.dim))
        return lines.map { $0.truncated(to: width, glyphs: context.glyphs) }
    }

    /// Too many classes for numbers: the matrix as a picture.
    private func drawPicture(_ reading: ConfusionProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let (top, bottom) = area.splitTop(max(1, area.height - 1))
        let values = reading.counts.enumerated().flatMap { row, counts -> [Float] in
            let total = Float(max(1, counts.reduce(0, +)))
            return counts.enumerated().map { $0 == row ? -Float($1) / total : Float($1) / total }
        }
        ImagePlot(
            PixelGrid(values, rows: reading.counts.count, columns: reading.counts.count), colormap: context.theme.diverging,
            normalization: .symmetric(1), shading: context.shading, maximumEnlargement: 3
        ).draw(in: top, on: &canvas, glyphs: context.glyphs)
        canvas.text(
            StyledText("rows: is, columns: taken for", context.theme.dim).truncated(to: bottom.width, glyphs: context.glyphs),
            in: bottom,
            glyphs: context.glyphs)
    }
}
