import Inspection
import TerminalGraphics

/// Two branches in one picture: loss, accuracy and the norm of the first layer's gradient, the one in view against the one
/// chosen.
struct BranchComparison {
    let present: GhostsProbe.Ghost
    let other: GhostsProbe.Ghost
    let cursor: Int
    let isLogarithmic: Bool
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        let all = plots
        let isWide = area.width >= 40 * all.count
        for (index, plot) in all.enumerated() {
            let part =
                isWide
                ? Rect(x: area.x + area.width * index / all.count, y: area.y, width: area.width / all.count, height: area.height)
                : Rect(
                    x: area.x, y: area.y + area.height * index / all.count, width: area.width,
                    height: area.height * (index + 1) / all.count - area.height * index / all.count)
            if part.height >= 4 { plot.draw(in: part, on: &canvas, glyphs: glyphs) }
        }
    }

    private var plots: [LinePlot] {
        var plots = [pair("loss", \.trainLoss, scale: isLogarithmic ? .log : .linear, range: nil)]
        if present.heldOut.contains(where: { $0.accuracy != nil }) {
            plots.append(pair("accuracy", \.trainAccuracy, scale: .linear, range: 0...1))
        }
        if !present.gradientNorms.isEmpty, !other.gradientNorms.isEmpty {
            plots.append(pair("‖∂L/∂θ₁‖", \.gradientNorms[0], scale: .log, range: nil))
        }
        return plots
    }

    private func pair(
        _ what: String, _ values: KeyPath<GhostsProbe.Ghost, [MetricSummary?]>, scale: AxisScale, range: ClosedRange<Double>?
    ) -> LinePlot {
        let end = max(1, max(present.range.upperBound, other.range.upperBound))
        return LinePlot(
            [
                LinePlot.Series(
                    other.name, .summaries(other[keyPath: values], other.range), color: theme.selected, isDotted: true,
                    format: nil),
                LinePlot.Series(
                    "\(what): \(present.name)", .summaries(present[keyPath: values], present.range), color: theme.train,
                    format: nil),
            ], yScale: scale, xRange: 0...Double(end), yRange: range, cursor: Double(cursor), axisStyle: theme.dim,
            cursorStyle: theme.style(theme.border))
    }
}
