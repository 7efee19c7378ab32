import Basics
import Inspection
import TerminalGraphics

/// A row for each layer: its gradient's norm as a bar on a logarithmic axis, with the band in which the layer would be healthy
/// behind it, and as a number; what an update changes; and the verdict.
struct GradientTable {
    let reading: GradientsProbe.Reading
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }
    private var isWide: Bool { width >= 62 }
    private var labelWidth: Int {
        let widest = reading.layers.map { "\($0.column) \($0.kind)".cellWidth }.max() ?? 0
        return min(isWide ? 16 : isTight ? 9 : 10, widest + 1)
    }
    /// True where a bar of two cells would take room from the words.
    private var isTight: Bool { width < 33 }
    /// Columns of numbers and words behind the bar.
    private var numbersWidth: Int { isWide ? 9 + 9 + Self.gaugeWidth + 2 + 9 + 12 : 8 + 11 }
    private static let gaugeWidth = 13

    /// Of ‖∂L/∂θ‖: what lies outside has an arrow.
    private var axis: Axis { Axis(.log, lowest, 1e3) }
    /// Where the axis begins: far enough below that a vanishing gradient is seen to go on, and in steps, so that it seldom moves.
    private var lowest: Double {
        let norms = reading.layers.compactMap { $0.norm ?? $0.normBefore }.filter { $0 > 0 && $0.isFinite }
        let least = norms.min() ?? 1
        return [1e-6, 1e-9].first { $0 <= least } ?? 1e-12
    }
    /// Of ‖Δθ‖/‖θ‖, with 1e-3 in the middle.
    private static let updateAxis = Axis(.log, 1e-6, 1)

    func draw(in area: Rect, rules: [StyledText], on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let folded = folded(in: area, rules)
        let bar = barArea(in: area, y: area.y + (showsHead(area) ? 1 : 0))
        let part = folded.shown == reading.layers.count ? "" : "\(folded.rows.count) of \(reading.layers.count)"
        if showsHead(area) { drawHead(in: Rect(x: area.x, y: area.y, width: area.width, height: 1), bar, part, on: &canvas) }
        for (row, place) in rows(in: area, rules: rules) {
            let line = Rect(x: bar.x, y: place.y, width: bar.width, height: 1)
            switch row {
            case .one(let layer): draw(reading.layers[layer], in: place, bar: line, on: &canvas)
            case .fold(let range): draw(reading.layers[range], in: place, bar: line, on: &canvas)
            }
        }
        let bottom = bar.y + folded.rows.count
        let below = Rect(x: area.x, y: bottom, width: area.width, height: area.bottom - bottom)
        canvas.lines(rules, in: below, glyphs: context.glyphs)
    }

    /// Which layers stand in which rows.
    func rows(in area: Rect, rules: [StyledText]) -> [(row: FoldedRows.Row, area: Rect)] {
        guard !area.isEmpty else { return [] }
        let top = area.y + (showsHead(area) ? 1 : 0)
        return folded(in: area, rules).rows.enumerated().map {
            ($1, Rect(x: area.x, y: top + $0, width: area.width, height: 1))
        }
    }

    /// Where there is little room, the heads go.
    private func showsHead(_ area: Rect) -> Bool { area.height > 2 }

    private func folded(in area: Rect, _ rules: [StyledText]) -> FoldedRows {
        FoldedRows(
            count: reading.layers.count, room: max(1, area.height - (showsHead(area) ? 1 : 0) - rules.count), selected: selected)
    }

    /// The selected layer's place, or that of the next one with parameters.
    private var selected: Int {
        reading.layers.firstIndex { $0.column >= context.view.selection.column } ?? reading.layers.count - 1
    }

    /// The column of the numbers, behind the bar or in its place.
    private func numbersStart(_ bar: Rect) -> Int { bar.right + (isTight ? 0 : 1) }

    private func barArea(in area: Rect, y: Int) -> Rect {
        let room = area.width - labelWidth - numbersWidth - 1
        return Rect(x: area.x + labelWidth, y: y, width: isTight ? 0 : min(60, room), height: 1)
    }

    /// The heads of the columns; at the right, which layers are shown where not all are.
    private func drawHead(in area: Rect, _ bar: Rect, _ part: String, on canvas: inout Canvas) {
        let right = numbersStart(bar)
        func head(_ text: String, x: Int, width: Int? = nil) {
            canvas.text(StyledText(text, theme.dim), x: x, y: area.y, width: width ?? text.cellWidth, glyphs: context.glyphs)
        }
        let words = area.right - (isWide ? 12 : 11)
        let isBefore = reading.layers.contains { $0.norm == nil && $0.normBefore != nil }
        if !part.isEmpty || isBefore { head(part.isEmpty ? "gray: past" : part, x: words, width: area.right - words) }
        guard isWide else {
            if bar.width >= 4 { head(bar.width >= 9 ? "log scale" : "log", x: bar.x, width: bar.width) }
            if bar.width >= 22, let layer = reading.layers.last, let low = axis.position(of: band(of: layer).lowerBound),
                let high = axis.position(of: band(of: layer).upperBound)
            {
                let middle = bar.x + Int(saturating: (low + high) / 2 * Double(bar.width))
                head("healthy", x: min(bar.right - 7, max(bar.x + 10, middle - 3)))
            }
            if part.isEmpty, !isBefore, bar.width > 2, bar.width < 22 {
                // The meaning of the band behind the bars.
                let band = Style(theme.border, on: context.shading == .color ? theme.healthyBand : theme.background)
                canvas.text(StyledText([("··", band), (" healthy", theme.dim)]), x: words, y: area.y, glyphs: context.glyphs)
            }
            return head("‖∂L/∂θ‖", x: right, width: words - right)
        }
        let begin = NumberFormat.scientific(1).string(lowest)
        let ticks =
            bar.width >= 30
            ? [(lowest, begin), (1e-3, "1e-3"), (1, "1"), (10, "10"), (1e3, "1e3")] : [(lowest, begin), (10, "10")]
        for (value, text) in ticks {
            guard let position = axis.position(of: value) else { continue }
            let column = Int(saturating: (position * Double(bar.width)).rounded())
            head(text, x: min(bar.right - text.count, bar.x + max(0, column - (value == lowest ? 0 : text.count / 2))))
        }
        head("   δ/δₙ", x: right)
        head("‖∂L/∂θ‖", x: right + 10)
        head("usual 1e-3", x: right + 19)
        head("‖Δθ‖/‖θ‖", x: right + 20 + Self.gaugeWidth)
    }

    /// Layers that share a row: which, from where to where their norms go, and the worst verdict among them.
    private func draw(_ layers: ArraySlice<GradientsProbe.LayerGradient>, in area: Rect, bar: Rect, on canvas: inout Canvas) {
        guard let first = layers.first, let last = layers.last else { return }
        let label = "⋮ \(first.column)–\(last.column)"
        canvas.text(label, x: area.x, y: area.y, theme.dim, width: labelWidth)
        if let middle = layers.dropFirst(layers.count / 2).first { drawBand(of: middle, in: bar, on: &canvas) }
        let right = numbersStart(bar)
        canvas.text("\(layers.count) more".padded(to: 8, .right), x: isWide ? right + 9 : right - 1, y: area.y, theme.dim)
        let words = isWide ? right + 19 + Self.gaugeWidth + 2 + 9 : right + 8
        guard let worst = layers.compactMap(\.verdict).max() else {
            let norms = layers.compactMap(\.normBefore)
            guard let low = norms.min(), let high = norms.max() else { return }
            drawSpan(low, high, theme.faint, in: bar, on: &canvas)
            let text = Self.words(layers.compactMap(\.verdictBefore))
            canvas.text(text, x: words, y: area.y, theme.dim, width: max(0, area.right - words))
            return
        }
        let norms = layers.compactMap(\.norm)
        drawSpan(norms.min() ?? 0, norms.max() ?? 0, theme.color(of: worst), in: bar, on: &canvas)
        canvas.text(
            Self.words(layers.compactMap(\.verdict)), x: words, y: area.y, theme.style(theme.color(of: worst), .bold),
            width: max(0, area.right - words))
    }

    /// The worst of several verdicts, and of how many it is where not of all.
    private static func words(_ verdicts: [GradientVerdict]) -> String {
        guard let worst = verdicts.max() else { return "" }
        let count = verdicts.count { $0 == worst }
        return count == verdicts.count ? word(worst) : "\(worst.mark) \(count) of \(verdicts.count)"
    }

    /// From the smallest norm to the largest.
    private func drawSpan(_ low: Double, _ high: Double, _ color: Color, in bar: Rect, on canvas: inout Canvas) {
        guard bar.width > 2, high > 0 else { return }
        func column(_ value: Double) -> Int {
            let position = value.isFinite ? axis.position(of: value) ?? 0 : 1
            return bar.x + min(bar.width - 1, max(0, Int(saturating: (position * Double(bar.width)).rounded()) - 1))
        }
        let (from, to) = (column(low), column(high))
        for x in from...max(from, to) {
            let isBelow = x == from && (axis.position(of: low) ?? 0) <= 0
            let glyph: Unicode.Scalar = isBelow ? "◂" : from >= to ? "┼" : x == from ? "├" : x == to ? "┤" : "─"
            canvas.put(glyph, x: x, y: bar.y, Style(color, on: canvas[x, bar.y].style.background))
        }
    }

    private func draw(_ layer: GradientsProbe.LayerGradient, in area: Rect, bar: Rect, on canvas: inout Canvas) {
        let isSelected = layer.column == context.view.selection.column
        canvas.text(
            StyledText("\(layer.column) \(layer.kind)", isSelected ? theme.style(theme.selected, .bold) : theme.plain).truncated(
                to: labelWidth - 1, glyphs: context.glyphs),
            x: area.x, y: area.y, glyphs: context.glyphs)
        drawBand(of: layer, in: bar, on: &canvas)
        let right = numbersStart(bar)
        guard let norm = layer.norm, let verdict = layer.verdict else {
            return drawBefore(layer, in: area, bar: bar, on: &canvas)
        }
        let color = theme.color(of: verdict)
        drawBar(norm, color, head: verdict == .exploding ? "▶" : nil, in: bar, on: &canvas)
        let trouble = verdict == .healthy ? trouble(of: layer) : nil
        let word = trouble ?? StyledText(Self.word(verdict), theme.style(color, .bold))
        let normText = StyledText(NumberFormat.short(norm).padded(to: 8, .right), theme.bold)
        guard isWide else {
            canvas.text(normText, x: right - 1, y: area.y, glyphs: context.glyphs)
            canvas.text(word, x: right + 8, y: area.y, width: max(0, area.right - right - 8), glyphs: context.glyphs)
            return
        }
        let relative = layer.relativeError.map { NumberFormat.short($0) } ?? "·"
        canvas.text(StyledText(relative.padded(to: 8, .right), theme.plain), x: right, y: area.y, glyphs: context.glyphs)
        canvas.text(normText, x: right + 9, y: area.y, glyphs: context.glyphs)
        drawUpdate(layer.updateRatio, x: right + 19, y: area.y, on: &canvas)
        canvas.text(word, x: right + 19 + Self.gaugeWidth + 2 + 9, y: area.y, width: area.right, glyphs: context.glyphs)
    }

    /// While this iteration's gradient is not there: that of the one before, muted, as the head says.
    private func drawBefore(
        _ layer: GradientsProbe.LayerGradient, in area: Rect, bar: Rect, on canvas: inout Canvas
    ) {
        let right = numbersStart(bar)
        guard let norm = layer.normBefore else {
            canvas.text("·", x: right + 7, y: area.y, theme.dim)
            return
        }
        drawBar(norm, theme.faint, of: "─", in: bar, on: &canvas)
        canvas.text(NumberFormat.short(norm).padded(to: 8, .right), x: isWide ? right + 9 : right - 1, y: area.y, theme.dim)
        let words = isWide ? right + 19 + Self.gaugeWidth + 2 + 9 : right + 8
        canvas.text(
            Self.words([layer.verdictBefore].compactMap(\.self)), x: words, y: area.y, theme.dim,
            width: max(0, area.right - words))
    }

    /// The name of what the diagnosis says of a layer whose gradient is of a usual size; nil where that is nothing.
    private func trouble(of layer: GradientsProbe.LayerGradient) -> StyledText? {
        context[TitleBar.diagnosis]?.findings.first { $0.layer == layer.column && $0.severity > .hint }
            .map { FindingText(finding: $0, theme: theme).name }
    }

    static func word(_ verdict: GradientVerdict) -> String { verdict.mark + " " + verdict.word }

    /// The norm as a line; an arrow head where it is too large, and what there is to see where it is 0 or left of the axis.
    private func drawBar(
        _ norm: Double, _ color: Color, of line: Unicode.Scalar = "━", head: Unicode.Scalar? = nil, in bar: Rect,
        on canvas: inout Canvas
    ) {
        guard bar.width > 2 else { return }
        func mark(_ glyph: Unicode.Scalar, _ x: Int) {
            canvas.put(glyph, x: x, y: bar.y, Style(color, on: canvas[x, bar.y].style.background, line == "━" ? .bold : []))
        }
        guard norm > 0, norm.isFinite, let position = axis.position(of: norm) else {
            return mark(norm == 0 ? "○" : "✗", norm == 0 ? bar.x : bar.right - 1)
        }
        guard position > 0 else { return mark("◂", bar.x) }
        // In halves of a cell; the band is seen behind it.
        let halves = max(1, Int(saturating: (min(1, position) * Double(bar.width * 2)).rounded()))
        for x in 0..<halves / 2 { mark(line, bar.x + x) }
        if halves % 2 == 1 { mark(line == "━" ? "╸" : "╴", bar.x + halves / 2) }
        if let head { mark(head, bar.x + min(bar.width - 1, halves / 2)) }
    }

    /// The norms at which the layer would be called healthy. With what reaches the layer as it is, its norm grows as the error
    /// that arrives there: from a thousandth to ten times the last layer's error, and never above 10.
    private func band(of layer: GradientsProbe.LayerGradient) -> ClosedRange<Double> {
        let most = GradientVerdict.normAbove * Double(reading.lossSamples)
        func scale(_ layer: GradientsProbe.LayerGradient?) -> Double? {
            guard let norm = layer?.norm, let error = layer?.relativeError, norm > 0, error > 0 else { return nil }
            let scale = norm / error
            return scale.isFinite && scale > 0 ? scale : nil
        }
        let one = scale(layer) ?? scale(reading.layers.last) ?? 1
        let high = min(most, GradientVerdict.explodingAbove * one)
        return min(high, GradientVerdict.vanishingBelow * one)...high
    }

    /// The healthy band behind the bar: dots, and a tint where there are colors.
    private func drawBand(of layer: GradientsProbe.LayerGradient, in bar: Rect, on canvas: inout Canvas) {
        let band = band(of: layer)
        guard bar.width > 2, let low = axis.position(of: band.lowerBound), let high = axis.position(of: band.upperBound)
        else { return }
        func column(_ position: Double) -> Int {
            bar.x + min(bar.width, max(0, Int(saturating: (position * Double(bar.width)).rounded())))
        }
        for x in column(low)..<max(column(low), column(high)) {
            canvas.put(
                Cell("·", Style(theme.border, on: context.shading == .color ? theme.healthyBand : theme.background)), x: x,
                y: bar.y)
        }
    }

    /// Whether ‖Δθ‖/‖θ‖ is within a power of ten of the usual thousandth.
    static func isUsual(_ ratio: Double) -> Bool { ratio > 1e-4 && ratio < 1e-2 }

    /// Where ‖Δθ‖/‖θ‖ lies between a millionth and 1, with the usual thousandth marked.
    private func drawUpdate(_ ratio: Double?, x: Int, y: Int, on canvas: inout Canvas) {
        canvas.text(String(repeating: "·", count: Self.gaugeWidth), x: x, y: y, theme.style(theme.border))
        canvas.put("╵", x: x + Self.gaugeWidth / 2, y: y, theme.dim)
        guard let ratio, ratio.isFinite, ratio > 0, let position = Self.updateAxis.position(of: ratio) else { return }
        let column = min(Self.gaugeWidth - 1, max(0, Int(saturating: (position * Double(Self.gaugeWidth - 1)).rounded())))
        let isUsual = Self.isUsual(ratio)
        canvas.put(
            position > 1 ? "▸" : position < 0 ? "◂" : "◆", x: x + column, y: y,
            theme.style(isUsual ? theme.update : theme.warning, .bold))
        canvas.text(NumberFormat.short(ratio).padded(to: 8, .right), x: x + Self.gaugeWidth + 1, y: y, theme.plain)
    }
}
