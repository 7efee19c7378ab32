/// Smallest, largest and mean of the finite values in an interval; what a plot needs of a million numbers in one column.
public struct MetricSummary: Hashable, Sendable {
    public var minimum: Double
    public var maximum: Double
    /// Mean of the finite values.
    public var mean: Double
    /// How many values were NaN or infinite.
    public var nonFinite: Int

    public init(minimum: Double, maximum: Double, mean: Double, nonFinite: Int) {
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.nonFinite = nonFinite
    }

    /// False if every value was NaN or infinite.
    public var isFinite: Bool { mean.isFinite }
}

/// One number per iteration, with a pyramid of summaries above it: asking for any range in any number of columns costs the columns, not
/// the range.
public struct MetricSeries: Sendable {
    private struct Node: Sendable {
        var minimum = Float.infinity
        var maximum = -Float.infinity
        var sum = 0.0
        var finite = 0
        var total = 0

        mutating func add(_ value: Float) {
            total += 1
            guard value.isFinite else { return }
            finite += 1
            sum += Double(value)
            if value < minimum { minimum = value }
            if value > maximum { maximum = value }
        }

        mutating func add(_ other: Node) {
            total += other.total
            finite += other.finite
            sum += other.sum
            minimum = min(minimum, other.minimum)
            maximum = max(maximum, other.maximum)
        }

        var summary: MetricSummary? {
            guard total > 0 else { return nil }
            guard finite > 0 else { return MetricSummary(minimum: .nan, maximum: .nan, mean: .nan, nonFinite: total) }
            return MetricSummary(minimum: Double(minimum), maximum: Double(maximum), mean: sum / Double(finite), nonFinite: total - finite)
        }
    }

    private static let fanOut = 8
    private var values: [Float] = []
    /// `levels[k][i]` sums up the values `i * 8^(k+1) ..< (i+1) * 8^(k+1)`; only whole nodes.
    private var levels: [[Node]] = []

    public init() {}

    public var count: Int { values.count }

    /// The value of one iteration.
    public subscript(_ index: Int) -> Double { Double(values[index]) }

    /// Memory taken, about.
    var byteCount: Int {
        values.count * MemoryLayout<Float>.stride + levels.reduce(0) { $0 + $1.count * MemoryLayout<Node>.stride }
    }

    public var last: Double? { values.last.map(Double.init) }

    public mutating func append(_ value: Double) {
        values.append(Float(value))
        var width = Self.fanOut
        var level = 0
        while values.count % width == 0 {
            if levels.count == level { levels.append([]) }
            var node = Node()
            if level == 0 {
                for value in values[(values.count - width)...] { node.add(value) }
            } else {
                for child in levels[level - 1][(levels[level - 1].count - Self.fanOut)...] { node.add(child) }
            }
            levels[level].append(node)
            width *= Self.fanOut
            level += 1
        }
    }

    /// Forgets everything from `count` on.
    public mutating func truncate(to count: Int) {
        guard count < values.count else { return }
        values.removeLast(values.count - max(0, count))
        var width = Self.fanOut
        for level in levels.indices {
            let whole = values.count / width
            if levels[level].count > whole { levels[level].removeLast(levels[level].count - whole) }
            width *= Self.fanOut
        }
    }

    /// The summary of `range`, or nil where it is empty.
    public func summary(of range: Range<Int>) -> MetricSummary? {
        let range = range.clamped(to: 0..<count)
        var node = Node()
        var index = range.lowerBound
        while index < range.upperBound {
            var width = 1
            var level = -1
            while level + 1 < levels.count, index % (width * Self.fanOut) == 0, index + width * Self.fanOut <= range.upperBound {
                width *= Self.fanOut
                level += 1
            }
            if level < 0 { node.add(values[index]) } else { node.add(levels[level][index / width]) }
            index += width
        }
        return node.summary
    }

    /// `range` cut into `columns` intervals of equal length; nil where an interval holds no value of its own. With fewer values than
    /// columns every value has one column.
    public func columns(_ columns: Int, of range: Range<Int>) -> [MetricSummary?] {
        guard columns > 0, !range.isEmpty else { return [] }
        return (0..<columns).map { column in
            let low = range.lowerBound + range.count * column / columns
            let high = range.lowerBound + range.count * (column + 1) / columns
            return summary(of: low..<high)
        }
    }
}
