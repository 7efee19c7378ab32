import Basics
import Inspection
import TerminalGraphics

/// Gradient norms over the iterations: a heat map with a band for each layer; below it, where there is room, curves.
struct GradientHistory {
    let reading: GradientsProbe.Reading
    let context: PaneContext

    static let labelWidth = 10
    private var theme: Theme { context.theme }

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let count = reading.layers.count
        let (head, below) = area.splitTop(1)
        drawHead(in: head, on: &canvas)
        let hasCurves = below.height >= count + 10 && count <= 12
        let (map, curves) = below.splitTop(hasCurves ? max(count, min(below.height / 3, count * 3)) : below.height)
        let shown = FoldedRows(
            count: count, room: map.height,
            selected: reading.layers.firstIndex { $0.column >= context.view.selection.column } ?? count - 1
        ).rows
        let rowsEach = max(1, min(3, map.height / max(1, shown.count)))
        let rows = rows
        for (index, row) in shown.enumerated() {
            for line in 0..<rowsEach {
                let y = map.y + index * rowsEach + line
                guard y < map.bottom else { break }
                if line == 0 {
                    canvas.text(
                        StyledText(label(row), theme.dim).truncated(to: Self.labelWidth - 1, glyphs: context.glyphs), x: map.x,
                        y: y, glyphs: context.glyphs)
                }
                drawHeat(heat(row, rows), y: y, from: map.x + Self.labelWidth, to: map.right, on: &canvas)
            }
        }
        if hasCurves { drawCurves(in: curves, on: &canvas) }
    }

    private func label(_ row: FoldedRows.Row) -> String {
        switch row {
        case .one(let index): "\(reading.layers[index].column) \(reading.layers[index].kind)"
        case .fold(let range): "⋮ \(reading.layers[range.lowerBound].column)–\(reading.layers[range.upperBound - 1].column)"
        }
    }

    /// Of layers that share a row their geometric mean.
    private func heat(_ row: FoldedRows.Row, _ rows: [[Double?]]) -> [Double?] {
        switch row {
        case .one(let index): return rows.indices.contains(index) ? rows[index] : []
        case .fold(let range):
            let parts = rows[range.clamped(to: rows.indices)]
            return (parts.first ?? []).indices.map { column in
                let values = parts.compactMap { $0.indices.contains(column) ? $0[column] : nil }
                let finite = values.filter(\.isFinite)
                return values.isEmpty ? nil : finite.isEmpty ? -.infinity : finite.reduce(0, +) / Double(finite.count)
            }
        }
    }

    /// With fewer iterations than columns, each stands until the next.
    private var rows: [[Double?]] {
        reading.history.map { row in
            guard reading.historyRange.count < row.count else { return row }
            let first = row.firstIndex { $0 != nil } ?? row.count
            var latest: Double?
            return row.enumerated().map { index, value in
                latest = value ?? latest
                return index < first ? row[min(first, row.count - 1)] : latest
            }
        }
    }

    /// Of how many iterations, and what the colors mean.
    private func drawHead(in area: Rect, on canvas: inout Canvas) {
        let isEmpty = reading.history.allSatisfy { $0.allSatisfy { $0 == nil } }
        guard !isEmpty else {
            canvas.text(StyledText("no iteration yet", theme.dim), in: area, glyphs: context.glyphs)
            return
        }
        let count = reading.historyRange.count
        let iterations = "\(NumberFormat.integer.string(Double(count))) iteration\(count == 1 ? "" : "s")"
        canvas.text(StyledText(iterations, theme.dim), in: area, glyphs: context.glyphs)
        let scale = 8
        let hasZero = reading.history.contains { $0.contains { $0 == -.infinity } }
        let low = (hasZero ? "○ 0  " : "") + "1e-5 "
        let high = " 10"
        let width = low.count + scale + high.count
        guard area.width > iterations.count + width + 2 else { return }
        let x = area.right - width
        canvas.text(low, x: x, y: area.y, theme.dim)
        let exponents: [Double?] = (0..<scale).map { (step: Int) -> Double in -5 + 6 * Double(step) / Double(scale - 1) }
        drawHeat(exponents, y: area.y, from: x + low.count, to: x + low.count + scale, on: &canvas)
        canvas.text(high, x: x + low.count + scale, y: area.y, theme.dim)
    }

    private func drawHeat(_ row: [Double?], y: Int, from left: Int, to right: Int, on canvas: inout Canvas) {
        let ramp: [Unicode.Scalar] = context.glyphs == .ascii ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"]
        for (column, value) in row.enumerated() {
            guard let value, left + column < right else { continue }
            guard value > -.infinity else {
                canvas.put("○", x: left + column, y: y, theme.style(theme.color(of: GradientVerdict.dead)))
                continue
            }
            let position = min(1, max(0, (value + 5) / 6))
            if context.shading == .color {
                canvas.put(" ", x: left + column, y: y, Style(theme.text, on: theme.sequential.color(at: position)))
            } else {
                canvas.put(ramp[min(3, Int(saturating: position * 4))], x: left + column, y: y, theme.plain)
            }
        }
    }

    private func drawCurves(in area: Rect, on canvas: inout Canvas) {
        let last = max(1, reading.layers.count - 1)
        let end = Double(max(1, reading.historyRange.upperBound))
        let series = zip(reading.layers, rows).enumerated().map { index, pair in
            LinePlot.Series(
                "\(pair.0.column) \(pair.0.kind)",
                .columns(
                    pair.1.map { value in
                        value.flatMap { $0.isFinite ? $0 : nil }.map {
                            LinePlot.Column(min: Self.power($0), max: Self.power($0), mean: Self.power($0))
                        }
                    },
                    over: 0...end),
                color: theme.sequential.color(at: 0.3 + 0.65 * Double(index) / Double(last)), format: nil)
        }
        LinePlot(series, yScale: .log, xRange: 0...end, axisStyle: theme.dim, showsLegend: reading.layers.count <= 6)
            .draw(in: area, on: &canvas, glyphs: context.glyphs)
    }

    private static func power(_ logarithm: Double) -> Double { Axis(.log, 1, 10).value(at: logarithm) }
}
