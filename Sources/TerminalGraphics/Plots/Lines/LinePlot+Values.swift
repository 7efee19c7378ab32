extension LinePlot.Series {
    /// The curve at each place of x, in order: a value, its spread, or nothing.
    var points: LinePlot.SeriesPoints { LinePlot.SeriesPoints(values) }

    /// The last value.
    public var latest: Double? { newest ?? points.reversed().first { !$0.isGap }?.y }
}

extension LinePlot {
    /// The points of a curve, one after the other. The two kinds of values are taken apart once, and not for every point.
    struct SeriesPoints: RandomAccessCollection {
        private let samples: [Sample?]
        private let columns: [Column?]
        /// The left end of the columns, and the width of each.
        private let (left, width): (Double, Double)

        init(_ values: Values) {
            switch values {
            case .samples(let samples): (self.samples, columns, left, width) = (samples, [], 0, 0)
            case .columns(let columns, let range):
                (samples, self.columns, left) = ([], columns, range.lowerBound)
                width = (range.upperBound - range.lowerBound) / Double(Swift.max(1, columns.count))
            }
        }

        var startIndex: Int { 0 }
        // One of them is empty.
        var endIndex: Int { samples.count + columns.count }

        subscript(index: Int) -> SeriesPoint {
            if columns.isEmpty {
                guard let sample = samples[index], sample.x.isFinite else { return .gap }
                return SeriesPoint(x: sample.x, y: sample.y, low: sample.y, high: sample.y, isGap: false)
            }
            guard let column = columns[index] else { return .gap }
            return SeriesPoint(
                x: left + (Double(index) + 0.5) * width, y: column.mean, low: column.min, high: column.max, isGap: false)
        }
    }
}

extension LinePlot {
    /// A value of a curve with its place and spread.
    struct SeriesPoint {
        var x: Double
        var y: Double
        var low: Double
        var high: Double
        var isGap: Bool

        /// Whether it has a place on an axis of a scale.
        func isPlace(on scale: AxisScale) -> Bool { !isGap && y.isFinite && (scale == .linear || y > 0) }

        static let gap = SeriesPoint(x: 0, y: 0, low: 0, high: 0, isGap: true)
    }

    /// Whether a curve has anything to draw.
    var hasValues: Bool { series.contains { $0.points.contains { !$0.isGap } } }

    /// The x axis in use.
    public var xAxis: Axis {
        if let xRange { return Axis(xScale, xRange.lowerBound, xRange.upperBound) }
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
        return Axis(xScale, low, high)
    }

    /// The y axis before it is fitted to labels.
    var yAxis: Axis {
        if let yRange { return Axis(yScale, yRange.lowerBound, yRange.upperBound) }
        let x = xAxis
        var (low, high) = (Double.infinity, -Double.infinity)
        func cover(_ value: Double) {
            guard value.isFinite, yScale == .linear || value > 0 else { return }
            (low, high) = (min(low, value), max(high, value))
        }
        // Curves that are only there for comparison set the range where there is nothing else.
        let hasForeground = series.contains {
            !$0.isBackground && $0.ownRange == nil && $0.points.contains { $0.isPlace(on: yScale) }
        }
        for series in series where series.ownRange == nil && !(hasForeground && series.isBackground) {
            for point in series.points where !point.isGap && point.x >= x.low && point.x <= x.high {
                cover(point.y)
                guard series.band != nil else { continue }
                cover(point.low)
                cover(point.high)
            }
        }
        for level in levels { cover(level.y) }
        let axis = Axis(yScale, low, high)
        guard yScale == .log, axis.high / axis.low < leastRatio else { return axis }
        let margin = (leastRatio / (axis.high / axis.low)).squareRoot()
        return Axis(.log, axis.low / margin, axis.high * margin)
    }
}
