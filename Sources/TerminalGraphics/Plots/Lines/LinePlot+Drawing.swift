import Basics

extension LinePlot {
    /// Draws the curves, and of axes, labels, marks, legend and newest values what has room.
    /// - Returns: where everything is.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Layout {
        let layout = layout(in: area, glyphs: glyphs)
        guard !area.isEmpty else { return layout }
        canvas.clipped(to: area) { canvas in
            guard hasValues else {
                let text = StyledText(emptyText, axisStyle)
                canvas.text(
                    text, in: Rect(x: area.x, y: area.y + (area.height - 1) / 2, width: area.width, height: 1), .center,
                    glyphs: glyphs)
                return
            }
            drawXAxis(layout, on: &canvas, glyphs)
            drawYAxis(layout, on: &canvas, glyphs)
            drawMarks(layout, on: &canvas, glyphs)
            drawCursor(layout, on: &canvas, glyphs)
            drawLevels(layout, on: &canvas, glyphs)
            drawCurves(layout, on: &canvas, glyphs)
            drawMarkSigns(layout, on: &canvas)
            drawMarkLabels(layout, on: &canvas, glyphs)
            drawLevelLabels(layout, on: &canvas, glyphs)
            drawMinorLabels(layout, on: &canvas, glyphs)
            drawLatest(layout, on: &canvas, glyphs)
            canvas.text(legend(glyphs: glyphs), in: layout.legend, .right, glyphs: glyphs)
        }
        return layout
    }

    private func drawXAxis(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard !layout.xLabels.isEmpty, layout.plot.width > 0 else { return }
        let isAscii = glyphs == .ascii
        let labels = TickLabels.best(for: layout.xAxis, width: layout.plot.width, wholeNumbers: xIsWhole, glyphs: glyphs) {
            value in
            layout.column(of: value).map { $0 - layout.plot.x }
        }
        for label in labels { canvas.text(label.text, x: layout.xLabels.x + label.start, y: layout.xLabels.y, axisStyle) }
        guard !layout.xLine.isEmpty else { return }
        canvas.fill(layout.xLine, with: Cell(isAscii ? "-" : "─", axisStyle))
        if layout.yLabels.width > 0 { canvas.put(isAscii ? "+" : "└", x: layout.xLine.x - 1, y: layout.xLine.y, axisStyle) }
        for label in labels { canvas.put(isAscii ? "+" : "┬", x: layout.xLine.x + label.column, y: layout.xLine.y, axisStyle) }
    }

    private func drawYAxis(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard layout.yLabels.width > 0, layout.plot.height > 0 else { return }
        let line = layout.yLabels.right - 1
        for y in layout.plot.y..<layout.plot.bottom { canvas.put(glyphs == .ascii ? "|" : "│", x: line, y: y, axisStyle) }
        var lastRow: Int?
        // From the bottom up, so that of two labels that would share a row the lower one stays.
        for tick in layout.yTicks {
            guard let row = row(of: tick.value, layout, glyphs), row != lastRow else { continue }
            lastRow = row
            let label = Rect(x: layout.yLabels.x, y: row, width: layout.yLabels.width - 2, height: 1)
            canvas.text(StyledText(tick.label, axisStyle), in: label, .right, glyphs: glyphs)
            canvas.put(glyphs == .ascii ? "+" : "┤", x: line, y: row, axisStyle)
        }
    }

    private func drawMarks(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        for mark in minorMarks(layout) { draw(mark, layout, on: &canvas, glyphs) }
        for mark in marks where !mark.isMinor && mark.hasLine { draw(mark, layout, on: &canvas, glyphs) }
    }

    /// Marks closer than six columns become every second, fifth, tenth … (the multiples include zero, where no mark is).
    private func minorMarks(_ layout: Layout) -> [Mark] {
        let minor = marks.filter { $0.isMinor && layout.column(of: $0.x) != nil }
        let allowed = max(1, layout.plot.width / 6)
        var step = 1
        if minor.count > allowed {
            step = Int(saturating: TickStep.smallest(0, Double(minor.count), atMost: allowed + 1, wholeNumbers: true).value(1))
        }
        return minor.enumerated().filter { ($0.offset + 1) % step == 0 }.map(\.element)
    }

    /// Over the curves: a sign is small.
    private func drawMarkSigns(_ layout: Layout, on canvas: inout Canvas) {
        guard layout.plot.height >= 3 else { return }
        for mark in marks {
            guard let sign = mark.sign, let column = layout.column(of: mark.x) else { continue }
            canvas.put(sign, x: column, y: layout.plot.bottom - 1, mark.style)
        }
    }

    /// The texts of minor marks, each at the head or the foot of its line, where nothing else is.
    private func drawMinorLabels(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard layout.plot.height >= 4 else { return }
        for mark in minorMarks(layout) where !mark.label.isEmpty {
            guard let column = layout.column(of: mark.x) else { continue }
            let width = mark.label.cellWidth
            let places = [layout.plot.y, layout.plot.bottom - 1].flatMap { row in [(column + 1, row), (column - width, row)] }
            let place = places.first { x, row in
                x >= layout.plot.x && x + width <= layout.plot.right
                    && (x - 1...x + width).allSatisfy { x in
                        x == column || Self.isFree(canvas[x, row].scalar) && !reserved.contains(Point(x: x, y: row))
                    }
            }
            if let (x, row) = place { canvas.text(mark.label, x: x, y: row, mark.style) }
        }
    }

    private func draw(_ mark: Mark, _ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard let column = layout.column(of: mark.x) else { return }
        for y in layout.plot.y..<layout.plot.bottom { canvas.put(glyphs == .ascii ? ":" : "┊", x: column, y: y, mark.style) }
    }

    /// The texts of marks, over the curves and beside the cursor: each in the first row where it covers no other, of as many as a
    /// third of the plot has; the latest are the ones that are said.
    private func drawMarkLabels(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard layout.plot.height >= 4 else { return }
        let rows = max(1, layout.plot.height / 3)
        let cursorColumn = cursor.flatMap { layout.column(of: $0) }
        var taken: [[Range<Int>]] = Array(repeating: [], count: rows)
        for row in 0..<rows where (reserved.y..<reserved.bottom).contains(layout.plot.y + row) {
            taken[row].append(reserved.x..<reserved.right)
        }
        for mark in marks.reversed() where !mark.label.isEmpty && !mark.isMinor {
            guard let column = layout.column(of: mark.x) else { continue }
            let width = min(mark.label.cellWidth, layout.plot.width)
            let right = column + 1..<column + 1 + width
            let left = max(layout.plot.x, column - width)..<max(layout.plot.x, column - width) + width
            let fits = [right, left].filter { range in
                range.upperBound <= layout.plot.right && !(cursorColumn.map { range.contains($0) } ?? false)
            }
            for row in 0..<rows {
                guard let range = fits.first(where: { range in !taken[row].contains { $0.overlaps(range) } }) else { continue }
                taken[row].append(range.lowerBound..<range.upperBound + 1)
                canvas.text(
                    mark.label, x: range.lowerBound, y: layout.plot.y + row, mark.style, width: width, ellipsis: glyphs != .ascii)
                break
            }
        }
    }

    private func drawCursor(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard let cursor, let column = layout.column(of: cursor) else { return }
        for y in layout.plot.y..<layout.plot.bottom { canvas.put(glyphs == .ascii ? "|" : "┃", x: column, y: y, cursorStyle) }
    }

    private func drawLatest(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard !layout.latest.isEmpty else { return }
        var wanted: [(row: Int, text: String, color: Color)] = []
        for (index, text) in latestTexts(glyphs) {
            let series = series[index]
            let axis = series.ownRange.map { Axis(.linear, $0.lowerBound, $0.upperBound) } ?? layout.yAxis
            let position = series.latest.flatMap { axis.position(of: $0) } ?? 0
            wanted.append((row(at: min(1, max(0, position)), layout, glyphs) - layout.plot.y, text, series.color))
        }
        wanted.sort { $0.row < $1.row }
        // Each below the one before; then back up from the bottom, so that none is pushed out while there is room.
        for index in wanted.indices.dropFirst() { wanted[index].row = max(wanted[index].row, wanted[index - 1].row + 1) }
        var limit = layout.plot.height - 1
        for index in wanted.indices.reversed() {
            wanted[index].row = min(wanted[index].row, limit)
            limit = wanted[index].row - 1
        }
        for (row, text, color) in wanted where row >= 0 {
            canvas.text(text, x: layout.latest.x + 1, y: layout.latest.y + row, Style(color, on: .terminal, .bold))
        }
    }

    /// The row of a value on the y axis.
    private func row(of value: Double, _ layout: Layout, _ glyphs: GlyphTier) -> Int? {
        guard let position = layout.yAxis.position(of: value), position > -1e-9, position < 1 + 1e-9 else { return nil }
        return row(at: position, layout, glyphs)
    }

    private func row(at position: Double, _ layout: Layout, _ glyphs: GlyphTier) -> Int {
        layout.plot.y + row(at: position, rows: layout.plot.height, glyphs)
    }

    /// Levels behind the curves, each with its name above or below the line at its left end.
    func drawLevels(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        for level in levels where level.hasLine {
            guard let row = row(of: level.y, layout, glyphs) else { continue }
            for x in layout.plot.x..<layout.plot.right where canvas[x, row].scalar == " " {
                canvas.put(glyphs == .ascii ? "-" : "╌", x: x, y: row, level.style)
            }
        }
    }

    func drawLevelLabels(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        for level in levels where !level.label.isEmpty {
            guard let row = row(of: level.y, layout, glyphs) else { continue }
            let width = level.label.cellWidth
            guard width + 2 <= layout.plot.width else { continue }
            // Where the fewest dots of curves are in the way: on the line or beside it, at its end or its beginning.
            let plot: Rect = layout.plot
            let columns: [Int] = [plot.right - width - 1, plot.x + (plot.width - width) / 2, plot.x + 1]
            var best: (place: Point, covered: Int)?
            for y in [row, row - 1, row + 1] where y >= plot.y && y < plot.bottom {
                for x in columns {
                    let covered: Int = coveredCells(x..<x + width, row: y, on: canvas)
                    if covered < best?.covered ?? .max { best = (Point(x: x, y: y), covered) }
                }
            }
            guard let best, best.covered * 3 <= width else { continue }
            canvas.text(level.label, x: best.place.x, y: best.place.y, level.style)
        }
    }

    /// Dots of curves under a text in these columns. Words and signs are kept whole, with a blank between: one of them counts as much
    /// as a text of dots.
    private func coveredCells(_ columns: Range<Int>, row: Int, on canvas: Canvas) -> Int {
        var count = 0
        for x in columns.lowerBound - 1...columns.upperBound {
            let scalar = canvas[x, row].scalar
            if scalar.isWritten || reserved.contains(Point(x: x, y: row)) {
                count += columns.count
            } else if columns.contains(x), !Self.isFree(scalar) {
                count += 1
            }
        }
        return count
    }

    static func isFree(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "╌" || scalar == "-" }
}

extension Unicode.Scalar {
    /// True of what words, numbers and signs consist of, other than of what curves and axes are drawn with.
    fileprivate var isWritten: Bool {
        switch value {
        case 0x20, 0x27, 0x2D, 0x2E, 0x3A, 0x7C, 0x2B, 0x2500...0x259F, 0x2800...0x28FF: false
        default: true
        }
    }
}
