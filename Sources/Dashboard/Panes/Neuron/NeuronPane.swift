import Basics
import Inspection
import TerminalGraphics

extension PaneID {
    package static let neuron = PaneID("neuron")
}

/// The selected neuron, closely: the picture of its weights, what each input brings it now, and what it answers over the held-out
/// samples.
public struct NeuronPane: Pane {
    public init() {}
    public var id: PaneID { .neuron }
    public var homes: [PaneID] { [.weights] }
    public var shortTitle: String { "Neuron" }
    public var summary: String { "the selected neuron: weights, w∘a, and its answers over the data" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        "Neuron \(context.view.selection.neuron) of layer \(context.view.selection.column)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.probe], context.request.size.width > 44 else { return .empty }
        let format = NumberFormat.significant(3)
        let sample = context.request.size.width >= 80 ? context.sampleName + "  " : ""
        return StyledText([
            (sample, context.theme.dim), ("z ", context.theme.dim), (format.string(Double(reading.z)), context.theme.bold),
            ("  a ", context.theme.dim),
            (format.string(Double(reading.a)), context.theme.style(context.theme.forward, .bold)),
        ])
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<NeuronProbe> {
        SingleProbe(NeuronProbe(selection: request.view.selection))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else { return }
        let hasPictures = !reading.weights.isEmpty
        let parts = hasPictures ? (reading.contributions.isEmpty ? 2 : 3) : 1
        let areas = Self.areas(parts, in: area)
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

    /// Side by side where it is wide or low; both pictures above the answers where they have room beside each other; else one
    /// below the other.
    private static func areas(_ parts: Int, in area: Rect) -> [Rect] {
        if area.width >= 3 * 20 || area.height < 10 { return area.columns(parts) }
        guard parts == 3, area.width >= 40 else { return area.rows(parts) }
        let (pictures, answers) = area.splitTop(area.height * 3 / 5)
        return pictures.columns(2) + [answers]
    }

    private func picture(
        _ values: [Float], _ reading: NeuronProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        let theme = context.theme
        let inner = Rect(x: area.x, y: area.y, width: max(0, area.width - 1), height: max(0, area.height - 1))
        let normalization = Normalization.symmetric(covering: values)
        let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        var below = area.bottom - 1
        let range = "±" + NumberFormat.significant(2).string(Double(largest))
        var note = range
        var scale: ImageScale?
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
                scale = placed.scale
                if let reduced = placed.scale.note { note += " · " + reduced }
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
        let room = max(0, area.width - 1)
        if note.cellWidth > room, let sign = scale?.sign { note = range + " · " + sign }
        canvas.text(note, x: area.x, y: min(below, area.bottom - 1), theme.dim, width: room, ellipsis: context.glyphs != .ascii)
    }

    /// Inputs that are no picture: bars to both sides, the largest first.
    private func bars(_ values: [Float], _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        guard largest > 0, area.width >= 10 else { return }
        let order = values.indices.sorted { values[$0].magnitude > values[$1].magnitude }.prefix(area.height)
        let isNamed = context.view.selection.column == 1 && context.status.inputNames.count == values.count
        let names = isNamed ? ShortNames.of(context.status.inputNames, cells: max(4, area.width / 3)) : []
        let room = max(4, names.map(\.cellWidth).max() ?? 0)
        for (row, index) in order.enumerated() {
            let value = Double(values[index])
            let name = isNamed ? names[index].padded(to: room) : String(index).padded(to: room, .right)
            canvas.text(name, x: area.x, y: area.y + row, context.theme.dim)
            canvas.text(
                value < 0 ? "−" : "+", x: area.x + room + 1, y: area.y + row,
                context.theme.style(context.theme.signed(value), .bold))
            canvas.bar(
                value.magnitude / Double(largest),
                in: Rect(x: area.x + room + 2, y: area.y + row, width: area.width - room - 2, height: 1),
                context.theme.signed(value), glyphs: context.glyphs)
        }
    }

    /// The histogram of its activations, and below it the mean of each class.
    private func answers(_ reading: NeuronProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let means = reading.classMeans.prefix(10)
        let classes = means.count
        let rows = classes > 0 && area.height >= classes + 4 ? classes : 0
        let (top, bottom) = area.splitTop(area.height - rows)
        if area.width > 2 {
            Histogram(of: reading.activations, bins: max(1, min(area.width, 40)), color: theme.forward, axisStyle: theme.dim)
                .draw(
                    in: Rect(x: top.x, y: top.y, width: max(0, top.width - 1), height: top.height), on: &canvas,
                    glyphs: context.glyphs)
        }
        guard rows > 0 else { return }
        let largest = means.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        let isSigned = means.contains { $0 < 0 }
        let best = means.indices.filter { means[$0].isFinite }.max { means[$0] < means[$1] }
        let names = ShortNames.of(reading.classNames, cells: 3)
        for label in 0..<classes {
            let y = bottom.y + label
            let style = label == best ? theme.style(theme.warning, .bold) : theme.plain
            canvas.text(names[label].padded(to: 3), x: bottom.x, y: y, style, width: 3)
            let text = means[label].isNaN ? "·" : NumberFormat.significant(2).string(means[label])
            let bar = Rect(x: bottom.x + 4, y: y, width: bottom.width - 12, height: 1)
            drawMean(largest > 0 ? means[label] / largest : 0, isSigned: isSigned, in: bar, context, on: &canvas)
            canvas.text(text, x: bottom.right - 7, y: y, style, width: 7)
        }
    }

    /// A class's mean as a bar; where some are below zero, to both sides of a line, so that no color has to tell.
    private func drawMean(
        _ fraction: Double, isSigned: Bool, in area: Rect, _ context: PaneContext, on canvas: inout Canvas
    ) {
        guard fraction.isFinite, !area.isEmpty else { return }
        guard isSigned, area.width >= 5 else {
            return canvas.bar(fraction.magnitude, in: area, context.theme.forward, glyphs: context.glyphs)
        }
        let half = (area.width - 1) / 2
        canvas.put("│", x: area.x + half, y: area.y, context.theme.dim)
        guard fraction < 0 else {
            let right = Rect(x: area.x + half + 1, y: area.y, width: half, height: 1)
            return canvas.bar(fraction, in: right, context.theme.forward, glyphs: context.glyphs)
        }
        let cells = max(1, Int(saturating: (-fraction * Double(half)).rounded()))
        let left = Rect(x: area.x + half - cells, y: area.y, width: cells, height: 1)
        canvas.bar(1, in: left, context.theme.negative, glyphs: context.glyphs)
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
