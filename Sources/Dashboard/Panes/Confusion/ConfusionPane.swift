import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let confusion = PaneID("confusion")
}

/// The confusion matrix of held-out samples: a row for each class, a column for each answer. The diagonal is what is right.
public struct ConfusionPane: Pane {
    public init() {}
    public var id: PaneID { .confusion }
    public var homes: [PaneID] { [.confusion, .explain] }
    public var shortTitle: String { "Confusion" }
    public var summary: String { "what held-out samples of each class are taken for" }
    public var views: [String] { ["counts", "percent of each class"] }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let reading = context[plan.probe] else { return "Confusion" }
        return "Confusion · \(NumberFormat.integer.string(Double(reading.samples))) held-out"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe] else { return .empty }
        return StyledText(NumberFormat.percent(1).string(reading.accuracy), context.theme.style(context.theme.heldOut, .bold))
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<ConfusionProbe> { SingleProbe(ConfusionProbe()) }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else {
            canvas.text("no classes to confuse here", x: area.x + 1, y: area.y, context.theme.dim, width: area.width)
            return
        }
        let count = reading.names.count
        let label = min(8, reading.names.map(\.cellWidth).max() ?? 1) + 1
        let width = min(9, (area.width - label) / max(1, count))
        if width < 2 || area.height < count + 1 {
            drawPicture(reading, context, in: area, on: &canvas)
            return
        }
        // Alone on the screen it is there for the back row.
        let height = max(1, min(3, (area.height - 4) / count))
        let cell = Size(width: height > 1 ? width : min(6, width), height: height)
        // The meaning of rows and columns, where there is a row to spare.
        let spare = area.height - count * cell.height - 1
        let head = spare >= 1 ? 1 : 0
        let x = area.x + label
        if head == 1 {
            let word = context.status.classWord
            let forms = [
                [("rows", "true \(word)"), ("columns", "what the network says")],
                [("rows", "true"), ("columns", "network says")],
                [("↓", "true"), ("→", "network says")],
            ].map { parts in
                StyledText.joined(
                    parts.map { StyledText([($0.0, context.theme.bold), (" = \($0.1)", context.theme.dim)]) },
                    separator: StyledText(", ", context.theme.dim))
            }
            let text = forms.first { $0.width <= area.width } ?? forms[forms.count - 1]
            canvas.text(text, x: area.x, y: area.y, width: area.width, glyphs: context.glyphs)
        }
        let top = area.y + head
        let isPercent = view(context.view) == 1 || String(reading.counts.joined().max() ?? 0).count > cell.width
        let grid = ConfusionGrid(reading: reading, isPercent: isPercent, cell: cell, context: context)
        let names = (ShortNames.of(reading.names, cells: label - 1), ShortNames.of(reading.names, cells: cell.width - 1))
        for (index, name) in names.0.enumerated() {
            let style = isOutput(index, context) ? context.theme.style(context.theme.selected, .bold) : context.theme.dim
            let column = Rect(x: x + index * cell.width, y: top, width: cell.width, height: 1)
            canvas.text(
                StyledText(names.1[index], style), in: column, grid.alignment, glyphs: context.glyphs)
            let y = top + 1 + index * cell.height
            canvas.text(
                StyledText(name, style), x: area.x, y: y + (cell.height - 1) / 2, width: label - 1, glyphs: context.glyphs)
            grid.drawRow(index, x: x, y: y, on: &canvas)
        }
        let bottom = top + count * cell.height + 1
        let foot = Rect(x: area.x, y: bottom, width: area.width, height: area.bottom - bottom)
        canvas.lines(words(reading, context, width: area.width), in: foot, glyphs: context.glyphs)
    }

    private func isOutput(_ index: Int, _ context: PaneContext) -> Bool {
        context.view.selection.column == context.status.columns.count - 1 && context.view.selection.neuron == index
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
            let pair = StyledText("\(reading.names[worst.target]) taken for \(reading.names[worst.answer])", theme.bold)
            let share = StyledText(", \(worst.count) of \(reading.counts[worst.target].reduce(0, +))", theme.plain)
            let forms = [StyledText("most often: ", theme.dim) + pair + share, pair + share, pair]
            lines.append(forms.first { $0.width <= width } ?? pair)
        } else {
            lines.append(StyledText("no mistake among these samples", theme.plain))
        }
        func number(_ count: Int) -> String { NumberFormat.integer.string(Double(count)) }
        var of = "at it \(number(reading.iteration)): first \(number(reading.samples)) of \(number(reading.total))"
        if width >= 50 { of += " held-out" }
        if reading.unread > 0 { of += ", \(reading.unread) answered NaN" }
        lines.append(StyledText(of, theme.dim))
        return lines.map { $0.truncated(to: width, glyphs: context.glyphs) }
    }

    /// Too many classes for numbers: the matrix as a picture.
    private func drawPicture(_ reading: ConfusionProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let names = reading.names
        let hasWords = area.height >= 4
        let (upper, lower) = area.splitTop(area.height - (area.height >= 7 ? 2 : hasWords ? 1 : 0))
        let (head, picture) = upper.splitTop(hasWords ? 1 : 0)
        // Two rows stand in a line of the screen; what they are called, where that is short.
        let isShort = names.allSatisfy { $0.cellWidth == 1 } && hasWords && names.count * 2 + 4 <= area.width
        let (labels, plot) = picture.splitLeft(isShort ? 4 : 0)
        let across = max(1, min(6, plot.width / max(1, names.count)))
        let values = reading.counts.flatMap { counts -> [Float] in
            let total = Float(max(1, counts.reduce(0, +)))
            return counts.map { ($0 == 0 ? 0 : 0.1 + 0.9 * (Float($0) / total).squareRoot()) }
        }
        let drawn = ImagePlot(
            PixelGrid(values, rows: names.count, columns: names.count).enlarged(rows: 1, columns: across),
            colormap: theme.sequential, normalization: .linear(0, 1), shading: context.shading, alignment: .left,
            maximumEnlargement: 1
        ).draw(in: plot, on: &canvas, glyphs: context.glyphs).area
        if isShort, drawn.width == names.count * across, drawn.height == (names.count + 1) / 2 {
            for (index, name) in names.enumerated() {
                canvas.text(name, x: drawn.x + index * across + across / 2, y: head.y, theme.dim, width: 1)
                if index % 2 == 0 {
                    let pair = name + (index + 1 < names.count ? "," + names[index + 1] : "")
                    canvas.text(pair, x: labels.x, y: drawn.y + index / 2, theme.dim, width: 3)
                }
            }
        }
        let what = StyledText("rows = true \(context.status.classWord), columns = what the network says", theme.dim)
        let lines = [words(reading, context, width: area.width)[0], what].suffix(lower.height)
        canvas.lines(lines.map { $0.truncated(to: area.width, glyphs: context.glyphs) }, in: lower, glyphs: context.glyphs)
    }
}
