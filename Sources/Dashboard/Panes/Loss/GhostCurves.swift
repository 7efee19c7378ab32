import Inspection
import TerminalGraphics

/// The curves of other branches as series of a plot: faint lines of means, behind the one in view.
struct GhostCurves {
    let ghosts: [GhostsProbe.Ghost]
    let theme: Theme

    /// The end of the longest.
    var end: Int { ghosts.map(\.range.upperBound).max() ?? 0 }

    var trainLoss: [LinePlot.Series] {
        ghosts.map { series($0, Self.means($0.trainLoss, $0.range)) }
    }

    /// Held-out accuracy, where it was evaluated; else that of the batches.
    var accuracy: [LinePlot.Series] {
        ghosts.map { ghost in
            let points = ghost.heldOut.compactMap { point in point.accuracy.map { LinePlot.Sample(Double(point.iteration), $0) } }
            let values = points.count > 1 ? LinePlot.Values.samples(points) : Self.means(ghost.trainAccuracy, ghost.range)
            return series(ghost, values)
        }
    }

    private func series(_ ghost: GhostsProbe.Ghost, _ values: LinePlot.Values) -> LinePlot.Series {
        var series = LinePlot.Series(ghost.name, values, color: theme.faint, isDotted: true, format: nil)
        series.isBackground = true
        return series
    }

    /// Only the means: how far batches scatter is told of the branch in view.
    private static func means(_ summaries: [MetricSummary?], _ range: Range<Int>) -> LinePlot.Values {
        .summaries(
            summaries.map { summary in
                summary.map { MetricSummary(minimum: $0.mean, maximum: $0.mean, mean: $0.mean, nonFinite: $0.nonFinite) }
            }, range)
    }
}
