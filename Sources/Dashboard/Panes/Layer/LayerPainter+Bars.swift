import Inspection
import TerminalGraphics

/// Vectors as columns of bars, with their scale and their largest numbers.
extension LayerPainter {
    /// Every vector as columns of bars, up for above zero and down for below, the same neuron in the same place.
    func paintVectors(in area: Rect, on canvas: inout Canvas) {
        let count = max(1, min(parts.count, area.height / 2))
        for (index, part) in parts.prefix(count).enumerated() {
            let top = area.y + area.height * index / count
            let height = area.y + area.height * (index + 1) / count - top
            let rect = Rect(x: area.x, y: top, width: area.width, height: height)
            var note =
                "‖·‖ " + NumberFormat.significant(3).string(part.norm) + "  ±"
                + NumberFormat.significant(2).string(Double(largest(part)))
            let body = Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
            let bins = Bins(part.values, width: rect.width - 1 - Self.gutter(body))
            if bins.each > 1 { note += "  column: largest of \(bins.each)" }
            if isOfNeurons(part), part.values.indices.contains(reading.unit) {
                note += "  [\(reading.unit)] " + NumberFormat.significant(3).string(Double(part.values[reading.unit]))
            }
            paintHead(part, note, x: rect.x, y: rect.y, width: rect.width, on: &canvas)
            paintBars(bins, part, in: body, on: &canvas)
            let used = Self.gutter(body) + bins.values.count * bins.width + 3
            paintLargest(part, in: Rect(x: body.x + used, y: body.y, width: body.width - used, height: body.height), on: &canvas)
        }
    }

    /// Cells for the scale beside bars.
    static func gutter(_ area: Rect) -> Int { area.width >= 24 && area.height >= 3 ? 7 : 0 }

    /// The neurons with the largest values, by number, where the bars leave room.
    private func paintLargest(_ part: LayerProbe.Part, in area: Rect, on canvas: inout Canvas) {
        guard area.width >= 16, area.height >= 3, isKnown(part), part.values.count > 1 else { return }
        canvas.text("largest", x: area.x, y: area.y, theme.dim)
        let order = part.values.indices.filter { part.values[$0].isFinite && part.values[$0] != 0 }
            .sorted { part.values[$0].magnitude > part.values[$1].magnitude }
        let numbers = part.values.count > 1000 ? 5 : 4
        for (row, index) in order.prefix(area.height - 1).enumerated() {
            let value = Double(part.values[index])
            let isSelected = isOfNeurons(part) && index == reading.unit
            canvas.text(
                String(index).padded(to: numbers, .right), x: area.x, y: area.y + 1 + row,
                isSelected ? theme.style(theme.selected, .bold) : theme.dim)
            canvas.text(
                NumberFormat.significant(3).signed.string(value), x: area.x + numbers + 1, y: area.y + 1 + row,
                theme.style(value < 0 ? theme.negative : part.isError ? theme.positive : theme.text))
        }
    }

    /// The end, the zero and the other end of a scale, beside its bars.
    private func paintScale(_ limit: Double, isSigned: Bool, in area: Rect, on canvas: inout Canvas) {
        let end = NumberFormat.significant(2).string(limit)
        let zero = isSigned ? area.y + area.height / 2 : area.bottom - 1
        let marks = [(isSigned ? "+" + end : end, area.y), ("0", zero)] + (isSigned ? [("−" + end, area.bottom - 1)] : [])
        for (text, y) in marks {
            canvas.text(text.padded(to: area.width - 2, .right), x: area.x, y: y, theme.dim)
            canvas.put(context.glyphs == .ascii ? "|" : "┤", x: area.x + area.width - 2, y: y, theme.dim)
        }
    }

    func paintBars(_ bins: Bins, _ part: LayerProbe.Part, in whole: Rect, on canvas: inout Canvas) {
        guard whole.height > 0, whole.width > 1 else { return }
        let (scale, area) = whole.splitLeft(Self.gutter(whole))
        if !isKnown(part) {
            for x in 0..<bins.values.count * bins.width {
                canvas.put("·", x: area.x + x, y: area.y + (area.height - 1) / 2, theme.style(theme.faint))
            }
            return
        }
        var dots = BrailleCanvas(area.size, glyphs: context.glyphs)
        let (across, _) = BrailleCanvas.dotsPerCell(context.glyphs)
        let limit = Double(max(sharedScale(part), .leastNormalMagnitude))
        let isSigned = bins.values.contains { $0 < 0 }
        if !scale.isEmpty { paintScale(limit, isSigned: isSigned, in: scale, on: &canvas) }
        let bottom = Double(dots.dotHeight - 1)
        let zero = isSigned ? (bottom / 2).rounded() : bottom
        for (index, value) in bins.values.enumerated() {
            let cells = index * bins.width..<(index + 1) * bins.width
            guard value.isFinite else {
                canvas.put("✗", x: area.x + cells.lowerBound, y: area.y, theme.style(theme.bad, .bold))
                continue
            }
            let isSelected = bins.contains(reading.unit, in: index) && isOfNeurons(part)
            if isSelected {
                // The same neuron in all strips, also where there is no color.
                for y in area.y..<area.bottom {
                    canvas.put(
                        context.glyphs == .ascii ? ":" : "┊", x: area.x + cells.lowerBound, y: y, theme.style(theme.selected))
                }
            }
            let color = isSelected ? theme.selected : part.isError || isSigned ? theme.signed(Double(value)) : theme.forward
            let end = zero - Double(value) / limit * (value > 0 ? zero : bottom - zero)
            // A gap between bars that have room for one.
            let width = bins.width > 1 ? bins.width * across - (across > 1 ? 1 : 0) : across
            for dot in cells.lowerBound * across..<cells.lowerBound * across + width {
                dots.line(fromX: Double(dot), y: zero, toX: Double(dot), y: end, value == 0 ? theme.faint : color)
            }
        }
        dots.draw(at: Point(x: area.x, y: area.y), on: &canvas)
    }
}
