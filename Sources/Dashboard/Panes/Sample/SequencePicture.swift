import Inspection
import TerminalGraphics

/// A sample that is a sequence: time goes from left to right, as in the network; a row for each symbol, or the symbols
/// themselves.
struct SequencePicture {
    private let reading: SampleProbe.Reading
    private let context: PaneContext
    private let time: Int
    private let names: [String]

    private var theme: Theme { context.theme }

    /// Nil where the sample is no sequence, or has more features than rows can be told apart.
    init?(_ reading: SampleProbe.Reading, _ context: PaneContext) {
        self.reading = reading
        self.context = context
        if !reading.symbols.isEmpty {
            (time, names) = (reading.symbols.count, [])
            return
        }
        guard case .sequence(let time, let features)? = context.status.columns.first?.unitLayout, features <= 12,
            reading.values.count == time * features
        else { return nil }
        self.time = time
        let classes = context.status.classNames
        names = classes.count == features && classes.allSatisfy { $0.cellWidth == 1 } ? classes : (1...features).map { "\($0)" }
    }

    func draw(_ words: SampleWords, in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let nameWidth = max(1, names.map(\.cellWidth).max() ?? 1)
        // The answer stands last; above it, the sequence, its time, and what is asked.
        let (body, line) = area.splitTop(area.height - 1)
        canvas.text(words.line(area.width), in: line, .center, glyphs: context.glyphs)
        let step = min(4, max(1, (body.width - nameWidth - 1) / max(1, time)))
        let shown = min(time, max(0, (body.width - nameWidth - 1) / step))
        let rows = max(1, names.count)
        let extras = reading.task.isEmpty ? 0 : 2
        let height = min(body.height, rows + 1 + (body.height >= rows + 1 + extras ? extras : 0))
        let grid = Rect(
            x: body.x + max(0, (body.width - nameWidth - 1 - shown * step) / 2) + nameWidth + 1,
            y: body.y + max(0, (body.height - height) / 2) + (body.height > 1 ? 1 : 0), width: shown * step,
            height: min(rows, body.height))
        if body.height > 1 {
            canvas.text(StyledText("t", theme.dim), x: grid.x - nameWidth - 1, y: grid.y - 1, glyphs: context.glyphs)
            canvas.text(
                StyledText(arrow(grid.width, step), theme.dim), x: grid.x, y: grid.y - 1, width: grid.width,
                glyphs: context.glyphs)
        }
        for row in 0..<grid.height {
            if !names.isEmpty {
                canvas.text(
                    StyledText(names[row], theme.plain), x: grid.x - nameWidth - 1, y: grid.y + row, glyphs: context.glyphs)
            }
            for moment in 0..<shown {
                cell(moment, row, x: grid.x + moment * step, y: grid.y + row, width: max(1, step - 1), on: &canvas)
            }
        }
        if height > rows + 1 {
            let task = StyledText(reading.task, theme.dim).wrapped(to: body.width)
            for (row, text) in task.prefix(max(1, body.bottom - grid.bottom - 1)).enumerated() {
                canvas.text(
                    text.truncated(to: body.width, glyphs: context.glyphs),
                    in: Rect(x: body.x, y: grid.bottom + 1 + row, width: body.width, height: 1), .center, glyphs: context.glyphs)
            }
        }
    }

    private func cell(_ moment: Int, _ row: Int, x: Int, y: Int, width: Int, on canvas: inout Canvas) {
        if names.isEmpty {
            canvas.text(StyledText(reading.symbols[moment], theme.bold), x: x, y: y, glyphs: context.glyphs)
            return
        }
        let value = Double(reading.values[moment * names.count + row])
        if value == 1 {
            // One of the symbols: its name on a light ground.
            let before = String(repeating: " ", count: max(0, (width - names[row].cellWidth) / 2))
            canvas.text(
                StyledText((before + names[row]).padded(to: width), theme.highlight(theme.text)), x: x, y: y, width: width,
                glyphs: context.glyphs)
        } else if value == 0 {
            canvas.put("·", x: x + (width - 1) / 2, y: y, theme.style(theme.border))
        } else {
            let glyph: Unicode.Scalar = value.magnitude > 0.5 ? "▓" : "░"
            for column in 0..<width { canvas.put(glyph, x: x + column, y: y, theme.style(theme.signed(value))) }
        }
    }

    /// `1 ────▸ 6` over the columns of time.
    private func arrow(_ width: Int, _ step: Int) -> String {
        let end = " \(time)"
        // The last number stands over the last column.
        let line = width - max(1, step - 1) - 1 - end.count + 1
        return line >= 3 ? "1 " + String(repeating: "─", count: line - 2) + "▸" + end : "──▸"
    }
}
