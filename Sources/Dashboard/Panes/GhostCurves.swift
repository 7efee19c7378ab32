import Inspection
import TerminalGraphics

/// The curves of other branches as series of a plot: faint lines of means, behind the one in view.
struct GhostCurves {
    let ghosts: [GhostsProbe.Ghost]
    let theme: Theme

    /// The end of the longest.
    var end: Int { ghosts.map(\.range.upperBound).max() ?? 0 }

    var trainLoss: [LinePlot.Series] {
        ghosts.map {
            LinePlot.Series($0.name, Self.means($0.trainLoss, $0.range), color: theme.faint, isDotted: true, format: nil)
        }
    }

    /// Held-out accuracy, where it was evaluated; else that of the batches.
    var accuracy: [LinePlot.Series] {
        ghosts.map { ghost in
            let points = ghost.heldOut.compactMap { point in point.accuracy.map { LinePlot.Sample(Double(point.iteration), $0) } }
            let values = points.count > 1 ? LinePlot.Values.samples(points) : Self.means(ghost.trainAccuracy, ghost.range)
            return LinePlot.Series(ghost.name, values, color: theme.faint, isDotted: true, format: nil)
        }
    }

    /// Only the means: how far batches scatter is told of the branch in view.
    private static func means(_ summaries: [MetricSummary?], _ range: Range<Int>) -> LinePlot.Values {
        columns(
            summaries.map { summary in
                summary.map { MetricSummary(minimum: $0.mean, maximum: $0.mean, mean: $0.mean, nonFinite: $0.nonFinite) }
            }, range)
    }

    static func columns(_ summaries: [MetricSummary?], _ range: Range<Int>) -> LinePlot.Values {
        .columns(
            summaries.map { $0.map { LinePlot.Column(min: $0.minimum, max: $0.maximum, mean: $0.mean) } },
            over: Double(range.lowerBound)...Double(max(range.lowerBound + 1, range.upperBound)))
    }
}

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
                    other.name, GhostCurves.columns(other[keyPath: values], other.range), color: theme.selected, isDotted: true,
                    format: nil),
                LinePlot.Series(
                    "\(what): \(present.name)", GhostCurves.columns(present[keyPath: values], present.range), color: theme.train,
                    format: nil),
            ], yScale: scale, xRange: 0...Double(end), yRange: range, cursor: Double(cursor), axisStyle: theme.dim,
            cursorStyle: theme.style(theme.border))
    }
}
