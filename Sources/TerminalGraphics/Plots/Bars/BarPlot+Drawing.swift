extension BarPlot {
    /// Draws the bars that fit; of the others the last row says how many there are.
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty, !bars.isEmpty else { return }
        let layout = layout(in: area, glyphs: glyphs)
        let axis = effectiveAxis
        canvas.clipped(to: area) { canvas in
            for index in 0..<layout.shown {
                let y = layout.bars.y + index
                let bar = bars[index]
                canvas.text(bar.label, x: layout.labels.x, y: y, width: layout.labels.width, glyphs: glyphs)
                canvas.text(
                    valueText(of: bar, glyphs), in: Rect(x: layout.values.x, y: y, width: layout.values.width, height: 1), .right,
                    glyphs: glyphs)
                if !layout.bars.isEmpty {
                    drawBar(bar, axis, in: Rect(x: layout.bars.x, y: y, width: layout.bars.width, height: 1), on: &canvas, glyphs)
                }
            }
            if layout.shown < bars.count {
                let more = "\(glyphs == .ascii ? ":" : "⋮") +\(bars.count - layout.shown)"
                canvas.text(more, x: area.x, y: layout.bars.y + layout.shown, textStyle.with(.dim), width: area.width)
            }
            drawAxis(axis, in: layout.axis, on: &canvas, glyphs)
        }
    }

    private func drawBar(_ bar: Bar, _ axis: Axis, in row: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        let baseline = baselineColumn(axis, width: row.width)
        drawBackground(axis, baseline, in: row, on: &canvas, glyphs)
        guard let position = axis.position(of: bar.value) else {
            canvas.text(
                "nan", x: row.x + min(baseline, max(0, row.width - 3)), y: row.y, Style(bar.color, on: .terminal, .bold),
                width: row.width)
            return
        }
        let eighths = length(of: bar.value, position, axis, baseline: baseline, width: row.width)
        let paint = BarPaint(color: bar.color, glyphs: glyphs, shape: shape)
        if eighths >= 0 {
            let length = min(eighths, (row.width - baseline) * 8)
            paint.drawRight(length, from: row.x + baseline, y: row.y, on: &canvas)
        } else {
            let length = min(-eighths, baseline * 8)
            paint.drawLeft(length, from: row.x + baseline, y: row.y, on: &canvas)
        }
        for guide in guides {
            guard let column = column(of: guide.value, axis, width: row.width) else { continue }
            let under = canvas[row.x + column, row.y]
            let isBar = under.scalar == "█" || under.scalar == "#"
            let isLine = under.scalar == "━"
            canvas.put(
                glyphs == .ascii ? "|" : isLine ? "┿" : "│", x: row.x + column, y: row.y,
                isBar ? guide.style.on(bar.color) : guide.style)
        }
        if position > 1 + 1e-9 {
            canvas.put(glyphs == .ascii ? ">" : "▶", x: row.right - 1, y: row.y, Style(bar.color, on: .terminal, .bold))
        } else if position < -1e-9, axis.scale == .log || axis.low < 0 {
            canvas.put(glyphs == .ascii ? "<" : "◀", x: row.x, y: row.y, Style(bar.color, on: .terminal, .bold))
        }
    }

    /// The signed length of a bar in eighths of a cell. What is not zero is seen.
    private func length(of value: Double, _ position: Double, _ axis: Axis, baseline: Int, width: Int) -> Int {
        let whole = Double(width * 8)
        let zero = axis.scale == .log ? 0 : min(1, max(0, axis.position(of: 0) ?? 0))
        let exact = min(whole, max(-whole, (position - zero) * whole))
        let rounded = Int(exact.rounded())
        if rounded == 0, axis.scale == .linear, value != 0 { return value > 0 ? (zero < 1 ? 1 : 0) : (baseline > 0 ? -1 : 0) }
        return axis.scale == .log ? max(0, rounded) : rounded
    }

    private func drawBackground(_ axis: Axis, _ baseline: Int, in row: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        if let band, let from = axis.position(of: band.range.lowerBound), let to = axis.position(of: band.range.upperBound) {
            let start = cell(at: from, width: row.width, .down)
            let end = cell(at: to, width: row.width, .up)
            if end > start {
                let area = Rect(x: row.x + start, y: row.y, width: end - start, height: 1)
                canvas.fill(area, with: Cell(glyphs == .ascii ? ":" : "░", band.style))
            }
        }
        if baseline < row.width { canvas.put(glyphs == .ascii ? "|" : "▏", x: row.x + baseline, y: row.y, baselineStyle) }
    }

    /// The column in which bars to the right of zero begin.
    private func baselineColumn(_ axis: Axis, width: Int) -> Int {
        guard axis.scale == .linear else { return 0 }
        return cell(at: axis.position(of: 0) ?? 0, width: width, .toNearestOrAwayFromZero)
    }

    private func cell(at position: Double, width: Int, _ rule: FloatingPointRoundingRule) -> Int {
        // A hair, so that a bound at a cell's edge does not take the next cell too.
        let hair = rule == .up ? -1e-6 : rule == .down ? 1e-6 : 0
        return Int((min(1, max(0, position)) * Double(width) + hair).rounded(rule))
    }

    private func column(of value: Double, _ axis: Axis, width: Int) -> Int? {
        guard let position = axis.position(of: value), position >= 0, position <= 1 else { return nil }
        return min(width - 1, cell(at: position, width: width, .down))
    }

    private func drawAxis(_ axis: Axis, in row: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard !row.isEmpty else { return }
        let labels = TickLabels.best(for: axis, width: row.width, glyphs: glyphs) { column(of: $0, axis, width: row.width) }
        for label in labels {
            canvas.text(label.text, x: row.x + label.start, y: row.y, textStyle.with(.dim))
        }
    }
}
