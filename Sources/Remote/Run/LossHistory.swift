import Inspection

/// The loss of a run, as far as it has told it since it was attached to: ranges of some steps each.
struct LossHistory: Sendable {
    /// Steps whose loss was told together.
    struct Part: Sendable {
        /// The last of them.
        var step: Int
        var minimum: Double
        var mean: Double
        var maximum: Double
    }

    /// Ten a second for two hours; then the oldest go.
    private(set) var parts = Ring<Part>(room: 72_000)

    mutating func append(_ part: Part) {
        if let last = parts.last, part.step <= last.step { return }
        parts.append(part)
    }

    var isEmpty: Bool { parts.isEmpty }
    var latest: Double? { parts.last?.mean }

    /// The parts in as many columns, each of equally many steps of a range.
    func columns(_ count: Int, of range: Range<Int>) -> [MetricSummary?] {
        var found = [MetricSummary?](repeating: nil, count: count)
        guard count > 0, !range.isEmpty else { return found }
        var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: count)
        for part in parts where range.contains(part.step - 1) {
            let column = min(count - 1, (part.step - 1 - range.lowerBound) * count / range.count)
            let isFinite = part.mean.isFinite
            var summary = found[column] ?? MetricSummary(minimum: .nan, maximum: .nan, mean: .nan, nonFinite: 0)
            if isFinite {
                summary.minimum = summary.minimum.isNaN ? part.minimum : min(summary.minimum, part.minimum)
                summary.maximum = summary.maximum.isNaN ? part.maximum : max(summary.maximum, part.maximum)
                sums[column] = (sums[column].sum + part.mean, sums[column].count + 1)
                summary.mean = sums[column].sum / Double(sums[column].count)
            } else {
                summary.nonFinite += 1
            }
            found[column] = summary
        }
        return found
    }

    /// The losses one after the other, as a verdict on their course wants them.
    var series: MetricSeries {
        var series = MetricSeries()
        for part in parts { series.append(part.mean) }
        return series
    }
}
