import Inspection

/// Smoothed curves: each column the mean of those around it.
package enum Smoothing {
    /// Which part of what is shown each mean is of; the first: none.
    package static let parts = [1, 60, 20, 7]

    /// - Returns: the curve smoothed; nil where it is not to be.
    package static func smoothed(_ columns: [MetricSummary?], level: Int) -> [MetricSummary?]? {
        guard parts.indices.contains(level), level > 0, columns.count > 2 else { return nil }
        // Of the columns that hold something, as there may be fewer iterations than columns.
        let filled = columns.indices.filter { columns[$0]?.isFinite == true }
        let reach = max(1, filled.count / parts[level] / 2)
        var result = [MetricSummary?](repeating: nil, count: columns.count)
        var sums = [0.0]
        for column in filled { sums.append(sums[sums.count - 1] + (columns[column]?.mean ?? 0)) }
        for (place, column) in filled.enumerated() {
            let (low, high) = (max(0, place - reach), min(filled.count - 1, place + reach))
            let mean = (sums[high + 1] - sums[low]) / Double(high - low + 1)
            result[column] = MetricSummary(minimum: mean, maximum: mean, mean: mean, nonFinite: 0)
        }
        return result
    }
}
