/// Smallest, largest and mean of the finite values in an interval; what a plot needs of a million numbers in one column.
public struct MetricSummary: Hashable, Sendable {
    /// Smallest finite value; NaN where there is none.
    public var minimum: Double
    /// Largest finite value; NaN where there is none.
    public var maximum: Double
    /// Mean of the finite values.
    public var mean: Double
    /// Values that were NaN or infinite.
    public var nonFinite: Int

    /// A summary that has been made elsewhere; a series makes its own.
    public init(minimum: Double, maximum: Double, mean: Double, nonFinite: Int) {
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.nonFinite = nonFinite
    }

    /// False if every value was NaN or infinite.
    public var isFinite: Bool { mean.isFinite }
}

/// One number per iteration, with a pyramid of summaries above it: asking for any range in any number of columns costs the
/// columns, not the range.
///
/// Memory grows with the logarithm of the count: the newest values are kept one by one, older ones only in summaries of 8, still
/// older ones in summaries of 64, and so on. There, ranges are rounded to whole summaries.
public struct MetricSeries: Sendable {
    private static let fanOut = 1 << shift
    private static let shift = 3
    private var values: Newest<Float>
    /// `levels[k][i]` sums up the values `i * 8^(k+1) ..< (i+1) * 8^(k+1)`; only whole nodes.
    private var levels: [Newest<MetricNode>] = []
    private let room: Int

    /// - Parameter room: how many of the newest values are kept one by one, at least; a multiple of 32.
    public init(room: Int = 1 << 16) {
        precondition(room > 0 && room % 32 == 0, "room for newest values comes in multiples of 32, got \(room)")
        self.room = room
        values = Newest(room: room)
    }

    /// Iterations that have a value, those among them that only summaries still know.
    public private(set) var count = 0

    /// The value of one iteration; of one long past, the mean of the iterations around it.
    public subscript(_ index: Int) -> Double {
        precondition(index >= 0 && index < count, "value \(index) of \(count)")
        if index >= values.start { return Double(values[index]) }
        return summary(of: index..<index + 1)?.mean ?? .nan
    }

    /// The value of one iteration; nil where there is none, and where only the mean of those around it is known.
    package func single(_ index: Int) -> Double? {
        index >= values.start && index < count ? Double(values[index]) : nil
    }

    /// Memory taken, about.
    package var byteCount: Int {
        values.count * MemoryLayout<Float>.stride + levels.reduce(0) { $0 + $1.count * MemoryLayout<MetricNode>.stride }
    }

    /// The newest value; nil of an empty series.
    public var last: Double? { count > 0 ? self[count - 1] : nil }

    /// Adds the value of the next iteration, rounded to Float. Costs the same however long the series is, on average.
    public mutating func append(_ value: Double) {
        values.append(Float(value))
        count &+= 1
        var width = Self.fanOut
        var level = 0
        while count % width == 0 {
            if levels.count == level { levels.append(Newest(room: room / 4)) }
            let end = count / width * Self.fanOut
            var node = MetricNode()
            for child in end - Self.fanOut..<end {
                if level == 0 { node.add(values[child]) } else { node.add(levels[level - 1][child]) }
            }
            levels[level].append(node)
            width *= Self.fanOut
            level += 1
        }
    }

    /// Forgets everything from `count` on.
    public mutating func truncate(to count: Int) {
        let count = max(0, count)
        guard count < self.count else { return }
        if count == 0 {
            self = MetricSeries(room: room)
            return
        }
        let (width, level) = finest(at: count)
        // Where single values are no longer known, their mean stands for those that stay.
        let begin = count / width * width
        let mean = level < 0 ? 0 : levels[level][begin / width].summary?.mean ?? .nan
        values.truncate(to: begin)
        self.count = begin
        var nodeWidth = Self.fanOut
        for index in levels.indices {
            levels[index].truncate(to: begin / nodeWidth)
            nodeWidth *= Self.fanOut
        }
        for _ in begin..<count { append(mean) }
    }

    /// The place of the largest value of a range, halved until it is found; of values long past, about.
    package func index(of maximum: Double, in range: Range<Int>) -> Int {
        var range = range
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            let isBelow = summary(of: range.lowerBound..<middle).map { $0.maximum >= maximum } ?? false
            range = isBelow ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return range.lowerBound
    }

    /// The summary of `range`, or nil where it is empty.
    public func summary(of range: Range<Int>) -> MetricSummary? {
        let range = range.clamped(to: 0..<count)
        if range.isEmpty { return nil }
        let first = range.lowerBound / finest(at: range.lowerBound).width * finest(at: range.lowerBound).width
        let end =
            range.upperBound == count
            ? count : range.upperBound / finest(at: range.upperBound).width * finest(at: range.upperBound).width
        var node = MetricNode()
        var index = first
        repeat {
            var level = finest(at: index).level
            // The widest node that begins here and ends before the end.
            while level + 1 < levels.count {
                let wider = Self.shift &* (level &+ 2)
                guard index & (1 << wider &- 1) == 0, index &+ 1 << wider <= end else { break }
                level += 1
            }
            let shift = Self.shift &* (level &+ 1)
            if level < 0 { node.add(values[index]) } else { node.add(levels[level][index >> shift]) }
            index += 1 << shift
        } while index < end
        return node.summary
    }

    /// The finest level that still knows an iteration, and how many iterations its nodes have; −1 and 1 for single values.
    private func finest(at index: Int) -> (width: Int, level: Int) {
        var (width, level) = (1, -1)
        if index >= values.start { return (width, level) }
        repeat {
            width *= Self.fanOut
            level += 1
        } while index / width < levels[level].start
        return (width, level)
    }

    /// `range` cut into `columns` intervals of equal length; nil where an interval holds no value of its own. With fewer values
    /// than columns every value has one column; columns of very many values begin and end within an eighth of their length of
    /// where they should, where summaries do.
    public func columns(_ columns: Int, of range: Range<Int>) -> [MetricSummary?] {
        guard columns > 0, !range.isEmpty else { return [] }
        var unit = 1
        if range.count / columns >= 512 {
            while unit * 8 * Self.fanOut <= range.count / columns { unit *= Self.fanOut }
        }
        func border(_ column: Int) -> Int {
            if column == columns { return range.upperBound }
            return max(range.lowerBound, (range.lowerBound + range.count * column / columns) & -unit)
        }
        return (0..<columns).map { summary(of: border($0)..<border($0 + 1)) }
    }
}

/// The newest of a growing row of things, each under its number in the whole row.
private struct Newest<Element: Sendable>: Sendable {
    /// Things kept, at least; at most twice as many.
    let room: Int
    /// Number of the first that is kept.
    package private(set) var start = 0
    private var elements: [Element] = []

    init(room: Int) { self.room = room }

    var count: Int { elements.count }
    var end: Int { start + elements.count }
    subscript(number: Int) -> Element { elements[number - start] }

    mutating func append(_ element: Element) {
        if elements.count == 2 * room {
            elements.removeFirst(room)
            start += room
        }
        elements.append(element)
    }

    /// Forgets everything from a number on; before the first that is kept, all.
    mutating func truncate(to end: Int) {
        if end <= start {
            elements.removeAll(keepingCapacity: true)
            start = end
        } else if end < self.end {
            elements.removeLast(self.end - end)
        }
    }
}

/// The summary of some values that follow each other, in a form that can be added to.
private struct MetricNode: Sendable {
    private var minimum = Float.infinity
    private var maximum = -Float.infinity
    private var sum = 0.0
    private var finite: UInt32 = 0
    private var total: UInt32 = 0

    mutating func add(_ value: Float) {
        total += 1
        guard value.isFinite else { return }
        finite += 1
        sum += Double(value)
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
    }

    mutating func add(_ other: MetricNode) {
        total += other.total
        finite += other.finite
        sum += other.sum
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    var summary: MetricSummary? {
        guard total > 0 else { return nil }
        guard finite > 0 else { return MetricSummary(minimum: .nan, maximum: .nan, mean: .nan, nonFinite: Int(total)) }
        return MetricSummary(
            minimum: Double(minimum), maximum: Double(maximum), mean: sum / Double(finite), nonFinite: Int(total - finite))
    }
}
