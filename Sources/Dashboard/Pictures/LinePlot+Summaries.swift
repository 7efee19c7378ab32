import Inspection
import TerminalGraphics

extension LinePlot.Values {
    /// Summaries of a metric as columns over the iterations that they summarize.
    static func summaries(_ summaries: [MetricSummary?], _ range: Range<Int>) -> Self {
        .columns(
            summaries.map { $0.map { LinePlot.Column(min: $0.minimum, max: $0.maximum, mean: $0.mean) } },
            over: Double(range.lowerBound)...Double(max(range.lowerBound + 1, range.upperBound)))
    }
}
