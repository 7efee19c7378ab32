extension LinePlot.Series {
    /// The curve at each place of x, in order: a value, its spread, or nothing.
    var points: [LinePlot.SeriesPoint] {
        switch values {
        case .samples(let samples):
            return samples.map { sample in
                guard let sample, sample.x.isFinite else { return .gap }
                return LinePlot.SeriesPoint(x: sample.x, y: sample.y, low: sample.y, high: sample.y, isGap: false)
            }
        case .columns(let columns, let range):
            let width = (range.upperBound - range.lowerBound) / Double(max(1, columns.count))
            return columns.enumerated().map { index, column in
                guard let column else { return .gap }
                return LinePlot.SeriesPoint(
                    x: range.lowerBound + (Double(index) + 0.5) * width, y: column.mean, low: column.min, high: column.max,
                    isGap: false)
            }
        }
    }

    /// The last value.
    public var latest: Double? { newest ?? points.last { !$0.isGap }?.y }
}

extension LinePlot {
    /// A value of a curve with its place and spread.
    struct SeriesPoint {
        var x: Double
        var y: Double
        var low: Double
        var high: Double
        var isGap: Bool

        static let gap = SeriesPoint(x: 0, y: 0, low: 0, high: 0, isGap: true)
    }

    /// Whether a curve has anything to draw.
    var hasValues: Bool { series.contains { $0.points.contains { !$0.isGap } } }

    /// The x axis in use.
    public var xAxis: Axis {
        if let xRange { return Axis(.linear, xRange.lowerBound, xRange.upperBound) }
        var low = Double.infinity
        var high = -Double.infinity
        for series in series {
            switch series.values {
            case .columns(_, let range):
                low = min(low, range.lowerBound)
                high = max(high, range.upperBound)
            case .samples(let samples):
                for case let sample? in samples where sample.x.isFinite {
                    low = min(low, sample.x)
                    high = max(high, sample.x)
                }
            }
        }
        return Axis(.linear, low, high)
    }

    /// The y axis in use in a plot with room for `count` labels.
    func yAxis(labels count: Int) -> Axis {
        if let yRange { return Axis(yScale, yRange.lowerBound, yRange.upperBound) }
        let x = xAxis
        let values = series.lazy.filter { $0.ownRange == nil }.flatMap { series in
            series.points.lazy.filter { !$0.isGap && $0.x >= x.low && $0.x <= x.high }.flatMap { point in
                series.band == nil ? [point.y] : [point.y, point.low, point.high]
            }
        }
        let axis = Axis(yScale, covering: Array(values) + levels.map(\.y))
        if yScale == .log, axis.high / axis.low < leastRatio {
            let margin = (leastRatio / (axis.high / axis.low)).squareRoot()
            return Axis(.log, axis.low / margin, axis.high * margin)
        }
        return axis.expandedToTicks(atMost: count)
    }
}
