import Inspection
import NeuralNetwork
import TerminalGraphics

extension PaneID {
    package static let sample = PaneID("sample")
}

/// The sample in view, as a picture, with what it is and what the network says.
public struct SamplePane: Pane {
    public init() {}
    public var id: PaneID { .sample }
    public var homes: [PaneID] { [.sample, .plane] }
    public var shortTitle: String { "Sample" }
    public func enoughColumns(rows: Int) -> Int? { 27 }
    public var summary: String { "the sample in view, and what the network says it is" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        titleOfSample(context) + target(plan, context)
    }

    private func titleOfSample(_ context: PaneContext) -> String {
        switch context.view.selection.sample {
        case .pinned: "Sample · pinned"
        case .batch(let row): "Sample · \(row + 1) of batch"
        case .drawing: "Sample · drawn"
        }
    }

    /// `, target 5` where the words below have no room for it.
    private func target(_ plan: Plan, _ context: PaneContext) -> String {
        guard (28..<SampleWords.roomForTarget).contains(context.request.size.width),
            let name = context[plan.sample]?.labelName, name.cellWidth <= 3
        else { return "" }
        let target = ", target \(name)"
        return titleOfSample(context).cellWidth + target.cellWidth + 4 <= context.request.size.width ? target : ""
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.sample], let sample = reading.reference else { return .empty }
        if !target(plan, context).isEmpty { return .empty }
        return StyledText(
            (context.status.isBeforeUpdate && context.request.size.width >= 36 ? "before this update · " : "")
                + (reading.isPinned && sample.part == .train ? "train " : "") + "#\(sample.index)", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let sample: SampleProbe
        let prediction: PredictionProbe
        /// Where a sample is a point: what the network says of the plane, or where that is on the screen already, only where the
        /// plane begins and ends.
        let plane: PlaneProbe?
        /// Whether the point stands alone with its coordinates.
        let isAlone: Bool

        public var probes: [any Probe] { [sample, prediction] + (plane.map { [$0] } ?? []) }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let isPoint = request.status.map { $0.isPlanar || $0.isLinear } ?? false
        let isAlone = isPoint && request.shown.contains(.plane)
        let size = request.size
        let hasPlane = isPoint && !isAlone && size.height >= 6 && size.width >= 8
        return Plan(
            sample: SampleProbe(sample: request.view.selection.sample),
            prediction: PredictionProbe(sample: request.view.selection.sample),
            plane: isAlone
                ? PlaneProbe(columns: 1, rows: 1)
                : hasPlane ? PlaneProbe(in: Size(width: size.width, height: size.height - 1)) : nil, isAlone: isAlone)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.sample] else { return }
        let prediction = context[plan.prediction]
        let words = SampleWords(reading, prediction, context)
        if let plane = plan.plane.flatMap({ context[$0] }) {
            guard !plan.isAlone else {
                let desired = prediction?.desired.first
                return PointPicture(reading: reading, box: plane.box, desired: desired, words: words, context: context)
                    .draw(in: area, on: &canvas)
            }
            let (top, bottom) = area.splitTop(area.height - 1)
            PlanePainter(reading: plane, names: prediction?.names ?? [], context: context).paint(in: top, on: &canvas)
            canvas.text(words.line(area.width), in: bottom, .center, glyphs: context.glyphs)
            return
        }
        if let sequence = SequencePicture(reading, context) { return sequence.draw(words, in: area, on: &canvas) }
        guard let image = reading.image else {
            drawValues(reading, words, context, in: area, on: &canvas)
            return
        }
        // Where the picture leaves room beside it, the words stand there; else below.
        let besides = area.height <= 9 && area.width >= 22
        if besides {
            let (left, right) = area.splitLeft(min(area.height * 2, area.width - 10))
            drawPicture(reading, image, context, in: left, on: &canvas)
            canvas.lines(
                words.stacked,
                in: Rect(
                    x: right.x + 1, y: right.y + max(0, (right.height - words.stacked.count) / 2), width: right.width - 1,
                    height: right.height), glyphs: context.glyphs)
        } else {
            let (top, bottom) = area.splitTop(area.height - 1)
            drawPicture(reading, image, context, in: top, on: &canvas)
            canvas.text(words.line(area.width), in: bottom, .center, glyphs: context.glyphs)
        }
    }

    private func drawPicture(
        _ reading: SampleProbe.Reading, _ image: ImageShape, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        let grid = PixelGrid(reading.values, rows: image.height, columns: image.width).croppedOfZeros(toFit: area)
        ImagePlot(
            grid, colormap: context.theme.picture, normalization: .linear(0, 1), shading: context.shading, maximumEnlargement: 2
        ).draw(in: area, on: &canvas, glyphs: context.glyphs)
    }

    private func drawValues(
        _ reading: SampleProbe.Reading, _ words: SampleWords, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        // In a low place the words count more than the numbers.
        let below = area.height > 2 ? [.empty, words.line(area.width)] : [words.line(area.width)]
        let shown = reading.values.prefix(max(0, area.height - below.count))
        let names = shown.indices.map { context.status.elementName("x", $0, ofColumn: 0) }
        let width = names.map(\.cellWidth).max() ?? 0
        var lines = shown.enumerated().map { index, value in
            StyledText([
                (names[index].padded(to: width) + "  ", context.theme.dim),
                (NumberFormat.fixed(3).signed.string(Double(value)), context.theme.bold),
                (reading.originals.map { "  " + NumberFormat.significant(4).string($0[index]) } ?? "", context.theme.dim),
            ])
        }
        lines += below
        canvas.lines(lines, in: area, glyphs: context.glyphs)
    }
}

extension PixelGrid {
    /// Without rows and columns of zeros at the border, as many as have to go for the picture to fit at two pixels a cell; all of
    /// it where that is not enough.
    func croppedOfZeros(toFit area: Rect) -> PixelGrid {
        var top = 0
        var bottom = rows
        var left = 0
        var right = columns
        func isZero(row: Int) -> Bool { (left..<right).allSatisfy { self[row, $0] == 0 } }
        func isZero(column: Int) -> Bool { (top..<bottom).allSatisfy { self[$0, column] == 0 } }
        while bottom - top > area.height * 2 {
            if top <= rows - bottom, top < bottom, isZero(row: top) {
                top += 1
            } else if bottom > top, isZero(row: bottom - 1) {
                bottom -= 1
            } else if top < bottom, isZero(row: top) {
                top += 1
            } else {
                return self
            }
        }
        while right - left > area.width {
            if left <= columns - right, left < right, isZero(column: left) {
                left += 1
            } else if right > left, isZero(column: right - 1) {
                right -= 1
            } else if left < right, isZero(column: left) {
                left += 1
            } else {
                return self
            }
        }
        var kept: [Float] = []
        for row in top..<bottom { for column in left..<right { kept.append(self[row, column]) } }
        return PixelGrid(kept, rows: bottom - top, columns: right - left)
    }
}
