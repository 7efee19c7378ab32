import TerminalGraphics
import Training

/// The selected neuron, closely: the picture of its weights, what each input brings it now, and what it answers over the held-out samples.
public struct NeuronPane: Pane {
    public init() {}
    public var id: PaneID { .neuron }
    public var shortTitle: String { "Neuron" }
    public var summary: String { "the selected neuron: weights, w∘a, and its answers over the data" }

    public func title(_ context: PaneContext) -> String {
        "Neuron \(context.view.selection.neuron) of layer \(context.view.selection.column)"
    }

    public func note(_ context: PaneContext) -> StyledText {
        guard let reading = context.snapshot[probe(context.view)], context.request.size.width > 44 else { return .empty }
        let format = NumberFormat.significant(3)
        return StyledText([
            ("z ", context.theme.dim), (format.string(Double(reading.z)), context.theme.bold), ("  a ", context.theme.dim),
            (format.string(Double(reading.a)), context.theme.style(context.theme.forward, .bold)),
        ])
    }

    public func probes(_ request: PaneRequest) -> [any Probe] { [probe(request.view)] }

    private func probe(_ view: ViewState) -> NeuronProbe { NeuronProbe(selection: view.selection) }

    public func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context.snapshot[probe(context.view)] else { return }
        let hasPictures = !reading.weights.isEmpty
        // Side by side where it is wide, else one below the other.
        let isWide = area.width >= 3 * 20 || area.height < 10
        let parts = hasPictures ? (reading.contributions.isEmpty ? 2 : 3) : 1
        let areas = isWide ? area.columns(parts) : area.rows(parts)
        var next = 0
        func part(_ title: String, _ draw: (Rect, inout Canvas) -> Void) {
            guard next < areas.count else { return }
            let (head, body) = areas[next].splitTop(1)
            next += 1
            canvas.text(
                title.truncated(to: max(0, head.width - 1), glyphs: context.glyphs), x: head.x, y: head.y, context.theme.bold)
            draw(body, &canvas)
        }
        if hasPictures {
            part(reading.contributions.isEmpty ? "kernel w" : "weights w") {
                picture(reading.weights, reading, context, in: $0, on: &$1)
            }
        }
        if !reading.contributions.isEmpty {
            part("brings now: w·a") { picture(reading.contributions, reading, context, in: $0, on: &$1) }
        }
        part("a over \(reading.activations.count) held-out") { answers(reading, context, in: $0, on: &$1) }
    }

    private func picture(
        _ values: [Float], _ reading: NeuronProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        let theme = context.theme
        let inner = Rect(x: area.x, y: area.y, width: max(0, area.width - 1), height: max(0, area.height - 1))
        let normalization = Normalization.symmetric(covering: values)
        let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        var below = area.bottom - 1
        var note = "±" + NumberFormat.significant(2).string(Double(largest))
        if let image = reading.image, !values.isEmpty, values.count.isMultiple(of: image.height * image.width) {
            // The channels of a kernel side by side.
            let count = values.count / (image.height * image.width)
            if count == 1 {
                let grid = PixelGrid(values, rows: image.height, columns: image.width)
                let placed = ImagePlot(
                    grid, colormap: theme.diverging, normalization: normalization, shading: context.shading, alignment: .left
                )
                .draw(in: inner, on: &canvas, glyphs: context.glyphs)
                below = placed.area.bottom
                if let scale = placed.scale.note { note += " · " + scale }
            } else {
                let layout = ImageGrid(
                    values[...], count: count, rows: image.height, columns: image.width, colormap: theme.diverging,
                    normalization: normalization,
                    shading: context.shading, minimumColumns: image.width
                ).draw(in: inner, on: &canvas, glyphs: context.glyphs)
                if let more = layout.note { note += " · " + more }
            }
        } else {
            bars(values, context, in: inner, on: &canvas)
            if values.count > inner.height { note += " · \(inner.height) of \(values.count)" }
        }
        canvas.text(note, x: area.x, y: min(below, area.bottom - 1), theme.dim, width: max(0, area.width - 1))
    }

    /// Inputs that are no picture: bars to both sides, the largest first.
    private func bars(_ values: [Float], _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        guard largest > 0, area.width >= 10 else { return }
        let order = values.indices.sorted { values[$0].magnitude > values[$1].magnitude }.prefix(area.height)
        for (row, index) in order.enumerated() {
            let value = Double(values[index])
            canvas.text(String(index).padded(to: 4, .right), x: area.x, y: area.y + row, context.theme.dim)
            canvas.text(
                value < 0 ? "−" : "+", x: area.x + 5, y: area.y + row, context.theme.style(context.theme.signed(value), .bold))
            canvas.bar(
                value.magnitude / Double(largest), in: Rect(x: area.x + 6, y: area.y + row, width: area.width - 6, height: 1),
                context.theme.signed(value), glyphs: context.glyphs)
        }
    }

    /// The histogram of its activations, and below it the mean of each class.
    private func answers(_ reading: NeuronProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let classes = reading.labels.map { _ in min(reading.classNames.count, 10) } ?? 0
        let rows = classes > 0 && area.height >= classes + 4 ? classes : 0
        let (top, bottom) = area.splitTop(area.height - rows)
        if area.width > 2 {
            Histogram(of: reading.activations, bins: max(1, min(area.width, 40)), color: theme.forward, axisStyle: theme.dim)
                .draw(
                    in: Rect(x: top.x, y: top.y, width: max(0, top.width - 1), height: top.height), on: &canvas,
                    glyphs: context.glyphs)
        }
        guard rows > 0, let labels = reading.labels else { return }
        let means = (0..<classes).map { label -> Double in
            let own = zip(labels, reading.activations).filter { $0.0 == label }.map { Double($0.1) }
            return own.isEmpty ? 0 : own.reduce(0, +) / Double(own.count)
        }
        let largest = means.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        let best = means.indices.max { means[$0] < means[$1] }
        for label in 0..<classes {
            let y = bottom.y + label
            let style = label == best ? theme.style(theme.warning, .bold) : theme.plain
            canvas.text(reading.classNames[label].padded(to: 3), x: bottom.x, y: y, style, width: 3)
            let text = NumberFormat.significant(2).string(means[label])
            let bar = Rect(x: bottom.x + 4, y: y, width: bottom.width - 12, height: 1)
            canvas.bar(
                largest > 0 ? means[label].magnitude / largest : 0, in: bar, means[label] < 0 ? theme.negative : theme.forward,
                glyphs: context.glyphs)
            canvas.text(text, x: bottom.right - 7, y: y, style, width: 7)
        }
    }
}

extension Rect {
    /// Equal parts side by side.
    fileprivate func columns(_ count: Int) -> [Rect] {
        (0..<count).map {
            Rect(x: x + width * $0 / count, y: y, width: width * ($0 + 1) / count - width * $0 / count, height: height)
        }
    }

    /// Equal parts one below the other.
    fileprivate func rows(_ count: Int) -> [Rect] {
        (0..<count).map {
            Rect(x: x, y: y + height * $0 / count, width: width, height: height * ($0 + 1) / count - height * $0 / count)
        }
    }
}
