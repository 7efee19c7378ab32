import Inspection
import TerminalGraphics

extension PaneID {
    package static let prediction = PaneID("prediction")
}

/// The network's answer, output by output, and error = actual − desired.
public struct PredictionPane: Pane {
    public init() {}
    public var id: PaneID { .prediction }
    public var shortTitle: String { "Prediction" }
    public func enoughColumns(rows: Int) -> Int? { 31 }
    public var summary: String { "every output beside what it should be" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        let what = "actual−desired"
        // Not over a column that is not there.
        if let reading = context[plan.probe] {
            let name = reading.nameWidth(atMost: Self.room(context.request.size.width))
            guard Self.hasError(context.request.size.width, name, PredictionNumbers(reading).width) else { return .empty }
        }
        let width = context.request.size.width
        let sample = width >= 60 ? context.sampleName + " · " : ""
        let moment = context.status.isBeforeUpdate && width >= 44 ? "before this update · " : ""
        return StyledText(sample + moment + what, context.theme.dim)
    }

    /// Cells for a name, at most.
    private static func room(_ width: Int) -> Int { width >= 50 ? 16 : 8 }

    public func prepare(_ request: PaneRequest) -> SingleProbe<PredictionProbe> {
        SingleProbe(PredictionProbe(sample: request.view.selection.sample))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.probe] else { return }
        let theme = context.theme
        let largest =
            reading.areProbabilities ? 1 : max(1e-9, reading.actual.reduce(1) { max($0, $1.isFinite ? $1.magnitude : 0) })
        let nameWidth = reading.nameWidth(atMost: Self.room(area.width))
        let names = reading.names(in: nameWidth)
        let numbers = PredictionNumbers(reading)
        for row in rows(reading, in: area) {
            let (index, top, thickness) = (row.output, row.area.y, row.area.height)
            let y = top + (thickness - 1) / 2
            let isTarget = reading.desired[index] == reading.desired.max() && reading.desired[index] > 0
            let isSelected =
                context.view.selection.column == context.status.columns.count - 1 && context.view.selection.neuron == index
            let nameStyle =
                isTarget ? theme.style(theme.warning, .bold) : isSelected ? theme.style(theme.selected, .bold) : theme.plain
            canvas.text(names[index].padded(to: nameWidth), x: area.x + 1, y: y, nameStyle)
            canvas.put(isTarget ? "▸" : isSelected ? "›" : " ", x: area.x, y: y, nameStyle)
            guard context.status.hasOutput(index) else {
                canvas.text("·", x: area.x + nameWidth + 2, y: y, theme.dim)
                continue
            }
            let value = reading.actual[index]
            let error = value - reading.desired[index]
            let (valueText, errorText) = (numbers.value(value), numbers.error(error))
            let width = numbers.width
            // A bar of a cell or two says less than no error beside it.
            let hasError = Self.hasError(area.width, nameWidth, width)
            let barArea = Rect(
                x: area.x + nameWidth + 2, y: top, width: area.width - nameWidth - 4 - (hasError ? 2 : 1) * width,
                height: thickness)
            let isAnswer = index == reading.answer
            let color = isAnswer ? (isTarget ? theme.good : theme.bad) : theme.forward
            canvas.bar(
                value.magnitude >= largest * 0.005 ? value.magnitude / largest : 0, in: barArea, color, glyphs: context.glyphs)
            let x = area.right - (hasError ? 2 : 1) * width - 1
            canvas.text(valueText.padded(to: width, .right), x: x, y: y, isAnswer ? theme.style(color, .bold) : theme.plain)
            guard hasError else { continue }
            if context.status.hidesErrorOfOutput(index) {
                canvas.text("·", x: area.right - 2, y: y, theme.dim)
                continue
            }
            canvas.text(
                errorText.padded(to: width, .right), x: x + width + 1, y: y,
                theme.style(numbers.isNothing(error) ? theme.faint : theme.signed(error), error.magnitude > 0.3 ? .bold : []))
        }
    }

    /// True where there is room for the error behind a bar that can be read.
    private static func hasError(_ width: Int, _ name: Int, _ number: Int) -> Bool { width - name - 4 - 2 * number >= 4 }

    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        guard let reading = context[plan.probe] else { return [] }
        let last = context.status.columns.count - 1
        let units = context.status.columns[last].units
        return rows(reading, in: area).filter { $0.output < units }.map {
            PlacedAnchor(.neuron(column: last, unit: $0.output), $0.area)
        }
    }

    /// The outputs shown, each in its rows. With much room, as in a pane alone, bars are thick enough for the back row, and apart.
    private func rows(_ reading: PredictionProbe.Reading, in area: Rect) -> [(output: Int, area: Rect)] {
        let outputs = shown(reading, area.height)
        let pitch = min(3, max(1, area.height / max(1, outputs.count)))
        return outputs.enumerated().map { row, output in
            (output, Rect(x: area.x, y: area.y + row * pitch, width: area.width, height: max(1, pitch - 1)))
        }
    }

    /// All outputs where they fit; else the largest, and those that should be large.
    private func shown(_ reading: PredictionProbe.Reading, _ rows: Int) -> [Int] {
        let all = reading.actual.indices
        if all.count <= rows { return Array(all) }
        let ranked = all.sorted { (reading.desired[$0], reading.actual[$0]) > (reading.desired[$1], reading.actual[$1]) }
        return ranked.prefix(max(0, rows)).sorted()
    }
}
