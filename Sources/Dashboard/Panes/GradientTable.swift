import TerminalGraphics
import Training

/// A row for each layer: how much of the last layer's error arrives there as a bar, its gradient's norm, what an update changes, and the verdict.
struct GradientTable {
    let reading: GradientsProbe.Reading
    let context: PaneContext
    let width: Int

    private var theme: Theme { context.theme }
    private var isWide: Bool { width >= 62 }
    private var labelWidth: Int {
        let widest = reading.layers.map { "\($0.column) \($0.kind)".cellWidth }.max() ?? 0
        return min(isWide ? 16 : 10, widest + 1)
    }
    /// Columns of numbers and words behind the bar.
    private var numbersWidth: Int { isWide ? 9 + 9 + Self.gaugeWidth + 2 + 9 + 12 : 8 + 12 }
    private static let gaugeWidth = 13

    /// From a ten-millionth to a thousand times the last layer's error: what lies outside has a word.
    private static let axis = Axis(.log, 1e-7, 1e3)
    /// Of ‖Δθ‖/‖θ‖, with 1e-3 in the middle.
    private static let updateAxis = Axis(.log, 1e-6, 1)

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let rule = rule
        // Where layers need the room, the rule goes first, and the heads last.
        let showsHead = area.height > 2
        let rows = min(reading.layers.count, max(1, area.height - (showsHead ? 1 : 0)))
        let first = firstShown(rows)
        let bar = barArea(in: area, y: area.y + (showsHead ? 1 : 0))
        if showsHead { drawHead(in: Rect(x: area.x, y: area.y, width: area.width, height: 1), bar, on: &canvas) }
        for row in 0..<rows {
            let place = Rect(x: area.x, y: bar.y + row, width: area.width, height: 1)
            draw(
                reading.layers[first + row], in: place, bar: Rect(x: bar.x, y: place.y, width: bar.width, height: 1), on: &canvas)
        }
        let below = Rect(x: area.x, y: bar.y + rows, width: area.width, height: area.bottom - bar.y - rows)
        let note =
            rows < reading.layers.count
            ? StyledText("\(first + 1)–\(first + rows) of \(reading.layers.count) ", theme.dim) : .empty
        if below.height == 0 && !note.isEmpty {
            canvas.text(note, in: Rect(x: area.x, y: area.y, width: area.width, height: 1), glyphs: context.glyphs)
        }
        canvas.lines(rule, in: below, glyphs: context.glyphs)
    }

    /// With more layers than rows: those around the selected one.
    private func firstShown(_ rows: Int) -> Int {
        let selected = reading.layers.firstIndex { $0.column == context.view.selection.column } ?? 0
        return min(max(0, selected - rows / 2), reading.layers.count - rows)
    }

    private func barArea(in area: Rect, y: Int) -> Rect {
        Rect(x: area.x + labelWidth, y: y, width: min(60, area.width - labelWidth - numbersWidth - 1), height: 1)
    }

    private func drawHead(in area: Rect, _ bar: Rect, on canvas: inout Canvas) {
        let right = bar.right + 1
        if bar.width >= 8 {
            canvas.text(
                StyledText(bar.width >= 22 ? "error reaching it, δ/δₙ" : "δ/δₙ", theme.dim), x: bar.x, y: area.y,
                width: bar.width, glyphs: context.glyphs)
        }
        guard isWide else {
            canvas.text(StyledText("‖∂L/∂θ‖", theme.dim), x: right, y: area.y, width: area.right - right, glyphs: context.glyphs)
            return
        }
        canvas.text(StyledText("   δ/δₙ", theme.dim), x: right, y: area.y, glyphs: context.glyphs)
        canvas.text(StyledText("‖∂L/∂θ‖", theme.dim), x: right + 10, y: area.y, glyphs: context.glyphs)
        canvas.text(StyledText("usual 1e-3", theme.dim), x: right + 19, y: area.y, glyphs: context.glyphs)
        canvas.text(StyledText("‖Δθ‖/‖θ‖", theme.dim), x: right + 20 + Self.gaugeWidth, y: area.y, glyphs: context.glyphs)
    }

    private func draw(_ layer: GradientsProbe.LayerGradient, in area: Rect, bar: Rect, on canvas: inout Canvas) {
        let isSelected = layer.column == context.view.selection.column
        canvas.text(
            StyledText("\(layer.column) \(layer.kind)", isSelected ? theme.style(theme.selected, .bold) : theme.plain).truncated(
                to: labelWidth - 1, glyphs: context.glyphs),
            x: area.x, y: area.y, glyphs: context.glyphs)
        drawBand(in: bar, on: &canvas)
        let right = bar.right + 1
        guard let norm = layer.norm, let verdict = layer.verdict else {
            canvas.text("·", x: right + 7, y: area.y, theme.dim)
            return
        }
        let color = theme.color(of: verdict)
        if bar.width > 2, let relative = layer.relativeError {
            let position = Self.axis.position(of: relative) ?? 0
            canvas.bar(relative > 0 ? max(0.02, position) : 0, in: bar, color, shape: .line, glyphs: context.glyphs)
        }
        let word = StyledText(Self.word(verdict), theme.style(color, .bold))
        let normText = StyledText(Self.number(norm).padded(to: 8, .right), theme.bold)
        guard isWide else {
            canvas.text(normText, x: right - 1, y: area.y, glyphs: context.glyphs)
            canvas.text(word, x: right + 8, y: area.y, width: area.right - right - 8, glyphs: context.glyphs)
            return
        }
        let relative = layer.relativeError.map { Self.number($0) } ?? "·"
        canvas.text(StyledText(relative.padded(to: 8, .right), theme.plain), x: right, y: area.y, glyphs: context.glyphs)
        canvas.text(normText, x: right + 9, y: area.y, glyphs: context.glyphs)
        drawUpdate(layer.updateRatio, x: right + 19, y: area.y, on: &canvas)
        canvas.text(word, x: right + 19 + Self.gaugeWidth + 2 + 9, y: area.y, width: area.right, glyphs: context.glyphs)
    }

    /// Two digits, as a plain number where that is short.
    static func number(_ value: Double) -> String {
        (value == 0 || abs(value) >= 0.001 && abs(value) < 1000 ? NumberFormat.significant(2) : NumberFormat.scientific(2)).string(value)
    }

    static func word(_ verdict: GradientVerdict) -> String { GradientsPane.mark(verdict) + " " + verdict.word }

    /// The healthy band behind the bar: dots, and a tint where there are colors.
    private func drawBand(in bar: Rect, on canvas: inout Canvas) {
        guard bar.width > 2, let low = Self.axis.position(of: GradientVerdict.vanishingBelow),
            let high = Self.axis.position(of: GradientVerdict.explodingAbove)
        else { return }
        let from = bar.x + Int((low * Double(bar.width)).rounded())
        let to = bar.x + Int((high * Double(bar.width)).rounded())
        for x in from..<max(from, to) {
            canvas.put(
                Cell("·", Style(theme.border, on: context.shading == .color ? theme.healthyBand : theme.background)), x: x, y: bar.y)
        }
    }

    /// Where ‖Δθ‖/‖θ‖ lies between a millionth and 1, with the usual thousandth marked.
    private func drawUpdate(_ ratio: Double?, x: Int, y: Int, on canvas: inout Canvas) {
        canvas.text(String(repeating: "·", count: Self.gaugeWidth), x: x, y: y, theme.style(theme.border))
        canvas.put("╵", x: x + Self.gaugeWidth / 2, y: y, theme.dim)
        guard let ratio, ratio.isFinite, ratio > 0, let position = Self.updateAxis.position(of: ratio) else { return }
        let column = min(Self.gaugeWidth - 1, max(0, Int((position * Double(Self.gaugeWidth - 1)).rounded())))
        let isUsual = ratio > 1e-4 && ratio < 1e-2
        canvas.put(
            position > 1 ? "▸" : position < 0 ? "◂" : "◆", x: x + column, y: y,
            theme.style(isUsual ? theme.update : theme.warning, .bold))
        canvas.text(Self.number(ratio).padded(to: 8, .right), x: x + Self.gaugeWidth + 1, y: y, theme.plain)
    }

    /// What each word means, and what the numbers say, in as few lines as they need.
    var rule: [StyledText] {
        func part(_ verdict: GradientVerdict, _ text: String) -> StyledText {
            StyledText([(GradientsPane.mark(verdict), theme.style(theme.color(of: verdict), .bold)), (" " + text, theme.dim)])
        }
        var parts: [StyledText] = []
        if let first = reading.layers.first, let relative = first.relativeError, let last = reading.layers.last,
            reading.layers.count > 1
        {
            parts.append(
                StyledText([
                    ("rms δ\(Subscript.text(first.column))/δ\(Subscript.text(last.column)) ", theme.plain),
                    (NumberFormat.significant(2).string(relative), theme.bold),
                ]))
        }
        let perSample = reading.lossSamples > 1 ? " a sample" : ""
        parts += [
            part(.vanishing, "δ/δₙ < 1e-3"), part(.exploding, "> 10, or ‖∂L/∂θ‖ > 10\(perSample)"),
            part(.dead, "dead: every ∂L/∂θ = 0"),
        ]
        let updates = reading.layers.compactMap(\.updateRatio)
        if !isWide, updates.count == reading.layers.count, let largest = updates.max() {
            parts.append(
                StyledText([
                    ("‖Δθ‖/‖θ‖ ≤ ", theme.plain), (Self.number(largest), theme.bold),
                    (" (usual 1e-3)", theme.dim),
                ]))
        }
        return Self.packed(parts, width: width, gap: StyledText("  ", theme.plain))
    }

    /// Parts one after the other, as many as fit into each line.
    static func packed(_ parts: [StyledText], width: Int, gap: StyledText) -> [StyledText] {
        var lines: [StyledText] = []
        for part in parts {
            if let last = lines.last, last.width + gap.width + part.width <= width {
                lines[lines.count - 1] = last + gap + part
            } else {
                lines.append(part)
            }
        }
        return lines
    }
}
