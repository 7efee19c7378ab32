import Inspection
import TerminalGraphics

/// A sample that is a point of the plane, alone on its axes, with its coordinates: for where the plane with all points is on the
/// screen already.
struct PointPicture {
    let reading: SampleProbe.Reading
    let box: PlaneBox
    /// The answer that the network should give to it.
    let desired: Double?
    let words: SampleWords
    let context: PaneContext

    private var theme: Theme { context.theme }

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let lines = coordinates + [.empty] + words.stacked
        let width = min(area.width, lines.map(\.width).max() ?? 0)
        let (left, right) = area.splitLeft(area.width - width - 1)
        let columns = min(left.width, left.height * 2)
        if columns >= 7, left.height >= 4 {
            drawAxes(
                in: Rect(x: left.x + (left.width - columns) / 2, y: left.y, width: columns, height: left.height), on: &canvas)
        }
        let text = columns >= 7 ? Rect(x: right.x + 1, y: right.y, width: right.width - 1, height: right.height) : area
        let top = text.y + max(0, (text.height - lines.count) / 2)
        canvas.lines(lines, in: Rect(x: text.x, y: top, width: text.width, height: text.bottom - top), glyphs: context.glyphs)
    }

    private var coordinates: [StyledText] {
        reading.values.prefix(2).enumerated().map { index, value in
            StyledText([
                (context.status.elementName("x", index, ofColumn: 0) + " ", theme.dim),
                (NumberFormat.fixed(3).signed.string(Double(value)), theme.bold),
                (reading.originals.map { " " + NumberFormat.significant(4).string($0[index]) } ?? "", theme.dim),
            ])
        }
    }

    private func drawAxes(in plane: Rect, on canvas: inout Canvas) {
        let zero = box.place(x: 0, y: 0, columns: plane.width, rows: plane.height)
        let style = theme.style(theme.border)
        for x in plane.x..<plane.right { canvas.put("─", x: x, y: plane.y + zero.row, style) }
        for y in plane.y..<plane.bottom { canvas.put("│", x: plane.x + zero.column, y: y, style) }
        canvas.put("┼", x: plane.x + zero.column, y: plane.y + zero.row, style)
        guard let x = reading.values.first, x.isFinite else { return }
        let y = reading.values.count > 1 ? Double(reading.values[1]) : desired ?? 0
        let place = box.place(x: Double(x), y: y, columns: plane.width, rows: plane.height)
        let label = reading.label ?? 0
        let color = reading.label == nil ? theme.warning : theme.classColor(label)
        canvas.put(
            ClassMark.filled[label % ClassMark.filled.count], x: plane.x + place.column, y: plane.y + place.row,
            theme.style(color, .bold))
        for (offset, bracket) in [(-1, "["), (1, "]")] as [(Int, Unicode.Scalar)]
        where place.column + offset >= 0 && place.column + offset < plane.width {
            canvas.put(bracket, x: plane.x + place.column + offset, y: plane.y + place.row, theme.style(theme.selected, .bold))
        }
    }
}
