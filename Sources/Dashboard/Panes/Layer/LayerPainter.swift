import ElementaryFunctions
import Inspection
import NeuralNetwork
import TerminalGraphics

/// Draws the parts of a layer: vectors one below the other, pictures and sequences in as few rows as make them largest, and below
/// sequences the numbers of the selected neuron at every step of time.
struct LayerPainter {
    let reading: LayerProbe.Reading
    let parts: [LayerProbe.Part]
    let context: PaneContext

    var theme: Theme { context.theme }

    func paint(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty, !parts.isEmpty else { return }
        if parts.allSatisfy({ $0.arrangement == .vector }) {
            paintVectors(in: area, on: &canvas)
            return
        }
        guard area.height > 1 else {
            // No picture has room in one row.
            let names = StyledText(parts.map(\.name).joined(separator: " ") + "  (z zooms)", theme.dim)
            canvas.text(names.truncated(to: area.width, glyphs: context.glyphs), x: area.x, y: area.y, glyphs: context.glyphs)
            return
        }
        let steps = parts.filter(isOfNeurons)
        // The numbers over time have room where pictures keep the better part of it.
        let rows = steps.isEmpty || area.height < steps.count + 10 || area.width < 30 ? 0 : steps.count + 2
        let (pictures, below) = area.splitTop(area.height - rows)
        paintGrid(in: pictures, on: &canvas)
        if rows > 0 { paintSteps(steps, in: below, on: &canvas) }
    }

    // MARK: Headings

    func isKnown(_ part: LayerProbe.Part) -> Bool {
        switch part.step {
        case .forward: context.status.hasForward(part.layer)
        case .outputGradient: context.status.hasOutputGradient(part.layer)
        case .backward: context.status.hasBackward(part.layer)
        }
    }

    /// Name, meaning and size; the size always, the meaning where there is room.
    func paintHead(_ part: LayerProbe.Part, _ note: String, x: Int, y: Int, width: Int, on canvas: inout Canvas) {
        let color = part.isError ? theme.backward : theme.forward
        var text = StyledText(part.name, theme.style(isKnown(part) ? color : theme.faint, .bold))
        let size = isKnown(part) ? note : "·"
        if !part.meaning.isEmpty, text.width + part.meaning.cellWidth + size.cellWidth + 4 <= width {
            text.append(" " + part.meaning, theme.dim)
        }
        if text.width + size.cellWidth + 2 <= width { text.append("  " + size, theme.plain) }
        canvas.text(text.truncated(to: max(0, width), glyphs: context.glyphs), x: x, y: y, glyphs: context.glyphs)
    }

    private func scale(_ part: LayerProbe.Part) -> String {
        if let range = part.range { return range.lowerBound < 0 ? "±1" : "0…1" }
        let sign = part.isError || part.values.contains { $0 < 0 } ? "±" : "≤ "
        return sign + NumberFormat.significant(2).string(Double(largest(part)))
    }

    /// The end of a part's scale. What is to be held against each other has one: errors on their way back, and what a residual
    /// layer adds to what passes by.
    func sharedScale(_ part: LayerProbe.Part) -> Float {
        guard part.isError || reading.spec.role == .container else { return largest(part) }
        return parts.filter { isKnown($0) && $0.isError == part.isError }.map(largest).max() ?? largest(part)
    }

    func largest(_ part: LayerProbe.Part) -> Float { part.values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 } }

    /// Whether a part has one value for each of the layer's neurons.
    func isOfNeurons(_ part: LayerProbe.Part) -> Bool {
        let column = context.status.columns[context.view.selection.column]
        switch part.arrangement {
        case .vector: return part.total == column.units && !part.isOfInput
        case .sequence(let features, _):
            guard case .sequence(_, let own) = column.unitLayout else { return false }
            return features == own && !part.isOfInput
        case .pictures: return false
        }
    }

    /// The map of the selected neuron, of a part that has one for each of the layer's.
    private func selectedMap(_ part: LayerProbe.Part, _ count: Int) -> Int? {
        guard case .maps(let channels, let image) = context.status.columns[context.view.selection.column].unitLayout,
            case .pictures(image) = part.arrangement, part.total == channels * image.height * image.width, !part.isOfInput
        else { return nil }
        let map = context.view.selection.neuron / max(1, image.height * image.width)
        return map < count ? map : nil
    }

    // MARK: Pictures and sequences

    /// The rows and columns of pictures of one part: of several side by side, with a column between.
    private func shape(_ part: LayerProbe.Part) -> (count: Int, image: ImageShape) {
        switch part.arrangement {
        case .vector: (1, ImageShape(height: 2, width: max(1, part.values.count)))
        case .sequence(let features, let time): (1, ImageShape(height: features, width: time))
        case .pictures(let image): (max(1, part.values.count / max(1, image.height * image.width)), image)
        }
    }

    private func paintGrid(in area: Rect, on canvas: inout Canvas) {
        // As many side by side as make the smallest picture largest.
        func fit(_ across: Int) -> Double {
            let down = (parts.count + across - 1) / across
            let (width, height) = (area.width / across - 2, 2 * (area.height / down - 1))
            return parts.map { part -> Double in
                let (count, image) = shape(part)
                if case .sequence = part.arrangement {
                    return min(1, Double(width) / Double(max(1, image.width)))
                        * min(1, Double(height) / Double(max(1, image.height)))
                }
                return min(8, Self.grid(count, image, width, height).scale)
            }.reduce(0) { $0 + min(1, $1) + $1 / 100 }
        }
        let across = (1...max(1, parts.count)).filter { area.width / $0 >= 11 }.max { fit($0) < fit($1) } ?? 1
        let down = (parts.count + across - 1) / across
        for (index, part) in parts.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: across)
            let rect = Rect(
                x: area.x + area.width * column / across, y: area.y + area.height * row / down,
                width: area.width * (column + 1) / across - area.width * column / across - 1,
                height: area.height * (row + 1) / down - area.height * row / down)
            guard rect.height >= 2, rect.width >= 4 else { continue }
            paint(part, in: rect, on: &canvas)
        }
    }

    /// The layout of pictures of one size in a room of so many pixels, and how much they are enlarged then.
    private static func grid(_ count: Int, _ image: ImageShape, _ width: Int, _ height: Int) -> (across: Int, scale: Double) {
        var best = (across: 1, scale: 0.0)
        for across in 1...max(1, count) {
            let down = (count + across - 1) / across
            let (w, h) = (Double((width + 1) / across - 1), Double((height + 2) / down - 2))
            let scale = min(w / Double(max(1, image.width)), h / Double(max(1, image.height)))
            if scale > best.scale { best = (across, scale) }
        }
        return best
    }

    private func paint(_ part: LayerProbe.Part, in rect: Rect, on canvas: inout Canvas) {
        let (count, image) = shape(part)
        let body = Rect(x: rect.x + 1, y: rect.y + 1, width: rect.width - 1, height: rect.height - 1)
        if part.arrangement == .vector {
            let bars = Rect(x: body.x, y: body.y, width: body.width, height: min(5, body.height))
            let bins = Bins(part.values, width: body.width - Self.gutter(bars))
            let note = scale(part) + (bins.each > 1 ? ", a bar for \(bins.each)" : "")
            paintHead(part, note, x: rect.x, y: rect.y, width: rect.width, on: &canvas)
            paintBars(bins, part, in: bars, on: &canvas)
            return
        }
        guard isKnown(part) else {
            paintHead(part, "", x: rect.x, y: rect.y, width: rect.width, on: &canvas)
            for x in body.x..<min(body.right, body.x + image.width) { canvas.put("·", x: x, y: body.y, theme.style(theme.faint)) }
            return
        }
        let isSigned = part.isError || part.values.contains { $0 < 0 } || (part.range?.lowerBound ?? 0) < 0
        let limit = Double(part.range?.upperBound ?? max(largest(part), .leastNormalMagnitude))
        let normalization: Normalization = isSigned ? .symmetric(limit) : .linear(0, limit)
        let colormap = isSigned ? theme.diverging : theme.activation
        if count > 1 {
            let layout = ImageGrid(
                part.values[...], count: count, rows: image.height, columns: image.width, colormap: colormap,
                normalization: normalization, shading: context.shading, selected: selectedMap(part, count),
                selectionStyle: theme.style(theme.selected, .bold), minimumColumns: min(image.width, 7)
            ).draw(in: body, on: &canvas, glyphs: context.glyphs)
            var note = scale(part) + (layout.note.map { " · " + $0 } ?? "")
            if let map = selectedMap(part, count) { note += " · map \(map) marked" }
            paintHead(part, note, x: rect.x, y: rect.y, width: rect.width, on: &canvas)
            return
        }
        var shown = PixelGrid(part.values, rows: image.height, columns: image.width)
        var note = scale(part)
        if case .sequence = part.arrangement {
            // Time and neurons are no places: each as large as it fits.
            let reduction = ImageShape(
                height: max(1, (image.height + 2 * body.height - 1) / max(1, 2 * body.height)),
                width: max(1, (image.width + body.width - 1) / max(1, body.width)))
            let small = ImageShape(
                height: (image.height + reduction.height - 1) / reduction.height,
                width: (image.width + reduction.width - 1) / reduction.width)
            if small != image {
                shown = shown.resampled(rows: small.height, columns: small.width)
                note += " · each pixel the mean of \(reduction.height)×\(reduction.width)"
            }
            shown = shown.enlarged(
                rows: max(1, min(4, 2 * body.height / max(1, small.height))),
                columns: max(1, min(6, body.width / max(1, small.width))))
        }
        let placed = ImagePlot(
            shown, colormap: colormap, normalization: normalization, shading: context.shading, alignment: .left,
            maximumEnlargement: part.arrangement == .pictures(image) ? 6 : 1
        ).draw(in: body, on: &canvas, glyphs: context.glyphs)
        if case .pictures = part.arrangement, let more = placed.scale.note { note += " · " + more }
        if isOfNeurons(part), image.height > 0, placed.rows > 0 {
            let y = placed.area.y + reading.unit * placed.rows / image.height / 2
            if y < placed.area.bottom { canvas.put("▸", x: rect.x, y: y, theme.style(theme.selected, .bold)) }
        }
        paintHead(part, note, x: rect.x, y: rect.y, width: rect.width, on: &canvas)
    }

    // MARK: Numbers over time

    private func paintSteps(_ all: [LayerProbe.Part], in area: Rect, on canvas: inout Canvas) {
        guard case .sequence(_, let time)? = all.first?.arrangement else { return }
        let names = max(5, all.map { $0.name.cellWidth + 1 }.max() ?? 5)
        let width = 6
        let fitting = max(1, (area.width - names) / width)
        // The last steps: what the layer hands on comes of them.
        let first = max(0, time - fitting)
        var y = area.y
        let range = first > 0 ? ", steps \(first + 1)–\(time) of \(time)" : ""
        canvas.text(
            StyledText([("unit \(reading.unit)", theme.style(theme.selected, .bold)), (" over time" + range, theme.dim)]),
            x: area.x, y: y,
            width: area.width, glyphs: context.glyphs)
        y += 1
        canvas.text("t".padded(to: names - 1, .right), x: area.x, y: y, theme.dim)
        for step in first..<time {
            canvas.text(
                String(step + 1).padded(to: width, .right), x: area.x + names + (step - first) * width - 1, y: y, theme.dim)
        }
        for part in all {
            y += 1
            canvas.text(
                part.name.padded(to: names - 1, .right), x: area.x, y: y,
                theme.style(part.isError ? theme.backward : theme.forward, .bold))
            for step in first..<time {
                let place = reading.unit * time + step
                let text: String
                var style = theme.style(theme.faint)
                if isKnown(part), part.values.indices.contains(place) {
                    let value = Double(part.values[place])
                    text = Self.number(value)
                    style = theme.style(value < 0 ? theme.negative : part.isError ? theme.positive : theme.text)
                } else {
                    text = "·"
                }
                canvas.text(text.padded(to: width, .right), x: area.x + names + (step - first) * width - 1, y: y, style)
            }
        }
    }

    /// In five characters: two places behind the point, or its power of ten.
    private static func number(_ value: Double) -> String {
        if value != 0, value.magnitude < 0.005 {
            let power = Int(saturating: Elementary.log10(value.magnitude).rounded(.down))
            let digit = Int(saturating: (value.magnitude / Elementary.pow(10, Double(power))).rounded())
            return (value < 0 ? "−" : "") + (digit < 10 ? "\(digit)e\(power)" : "1e\(power + 1)")
        }
        return NumberFormat.fixed(value.magnitude < 100 ? 2 : 0).string(value)
    }
}
