import ElementaryFunctions
import Inspection
import TerminalGraphics

/// The error of differences of the loss by their step ε, a row a step: a valley that lies on its side, one of Double and one of Float.
struct StepErrorLines {
    /// Nil where there is none yet.
    let reading: StepErrorProbe.Reading?
    let context: PaneContext
    let size: Size

    private var theme: Theme { context.theme }
    /// Powers of ten at the two ends of the axis.
    private static let (lowest, highest) = (-12.0, 0.0)
    private static let label = 7
    private static let number = 10
    private static let widest = 61

    var lines: [StyledText] {
        guard let reading else {
            return [
                StyledText(
                    context.status.isRunning ? "K: when paused" : "K: press s until BACKWARD has passed it", theme.dim)
            ]
        }
        let room = min(Self.widest, size.width - Self.label - Self.number - 1)
        let chart = max(13, room - (room - 1) % 12)
        let fits = size.height >= reading.points.count + 5
        // Where not every step fits, every other one does.
        let stride = reading.points.count + 3 <= size.height ? 1 : 2
        let name = "error of (L(w + ε) − L(w − ε)) / 2ε"
        var lines = [
            StyledText([(name, theme.bold), ("  for \(reading.name.short)", theme.dim)]),
            StyledText([
                ("against ", theme.dim), ("∂L/∂\(reading.name.symbol.letter)", theme.style(theme.backward, .bold)),
                (" = \(NumberFormat.significant(3).string(reading.gradient))   ", theme.dim),
                ("● Double", theme.style(theme.good, .bold)), ("  ", theme.plain), ("○ Float", theme.style(theme.warning, .bold)),
            ]),
        ]
        if fits { lines.append(.empty) }
        lines.append(axis(chart))
        lines += reading.points.indices.filter { $0.isMultiple(of: stride) }.map { row(reading.points[$0], chart) }
        if fits { lines.append(StyledText("large steps miss the slope, small ones drown in rounding", theme.dim)) }
        return lines
    }

    /// `ε       1e-12     1e-6      1`
    private func axis(_ chart: Int) -> StyledText {
        let (first, middle, last) = ("1e-12", "1e-6", "1")
        let half = (chart - 1) / 2
        var text = " ε".padded(to: Self.label) + first
        text += String(repeating: " ", count: max(1, half - first.count - 1)) + middle
        text += String(repeating: " ", count: max(1, chart - half - 3 - last.count)) + last + "  Double"
        return StyledText(text, theme.dim)
    }

    private func row(_ point: StepErrorProbe.Point, _ chart: Int) -> StyledText {
        var cells = Array(repeating: ("·", theme.style(theme.border)), count: chart)
        let (double, float) = (place(point.double, chart), place(point.float, chart))
        cells[float] = ("○", theme.style(theme.warning, .bold))
        cells[double] = (double == float ? "◉" : "●", theme.style(theme.good, .bold))
        return StyledText([(" 1e\(point.power)".padded(to: Self.label), theme.plain)])
            + StyledText(cells)
            + StyledText("  " + NumberFormat.scientific(1).string(point.double), theme.dim)
    }

    /// Where an error stands on the axis.
    private func place(_ error: Double, _ chart: Int) -> Int {
        guard error > 0 else { return 0 }
        let power = min(Self.highest, max(Self.lowest, Elementary.log10(error)))
        return Int(((power - Self.lowest) / (Self.highest - Self.lowest) * Double(chart - 1)).rounded())
    }
}
