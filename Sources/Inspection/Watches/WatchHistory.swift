/// The values of a watch, by iteration: as many as a sparkline needs of a long run, thinned evenly when there are more.
public struct WatchHistory: Sendable {
    /// Values kept at most.
    package static let capacity = 4096

    package private(set) var iterations: [Int] = []
    package private(set) var values: [Float] = []
    /// Only iterations that this divides are kept.
    private var interval = 1

    package init() {
        iterations.reserveCapacity(Self.capacity)
        values.reserveCapacity(Self.capacity)
    }

    /// Adds what is not there yet.
    /// - Parameter iteration: iterations done.
    package mutating func add(_ value: Double, at iteration: Int) {
        guard iteration % interval == 0 else { return }
        if let last = iterations.last, iteration <= last {
            let place = firstIndex(atOrAfter: iteration)
            guard iterations[place] != iteration else { return }
            if iterations.count == Self.capacity { return }
            iterations.insert(iteration, at: place)
            values.insert(Float(value), at: place)
            return
        }
        if iterations.count == Self.capacity { thin() }
        iterations.append(iteration)
        values.append(Float(value))
    }

    /// Forgets what a changed future has not seen.
    package mutating func truncate(after iteration: Int) {
        while let last = iterations.last, last > iteration {
            iterations.removeLast()
            values.removeLast()
        }
    }

    /// The values of the last `range` iterations up to one, in so many columns: the mean of each, nil where there is none.
    package func columns(_ columns: Int, upTo end: Int, range: Int) -> [Double?] {
        guard columns > 0, range > 0 else { return [] }
        let start = end - range
        var sums = [Double](repeating: 0, count: columns)
        var counts = [Int](repeating: 0, count: columns)
        var index = firstIndex(atOrAfter: start + 1)
        while index < iterations.count, iterations[index] <= end {
            let column = min(columns - 1, (iterations[index] - start - 1) * columns / range)
            sums[column] += Double(values[index])
            counts[column] += 1
            index += 1
        }
        return (0..<columns).map { counts[$0] == 0 ? nil : sums[$0] / Double(counts[$0]) }
    }

    /// The first iteration there is a value of.
    package var first: Int? { iterations.first }

    private func firstIndex(atOrAfter iteration: Int) -> Int {
        var (low, high) = (0, iterations.count)
        while low < high {
            let middle = (low + high) / 2
            if iterations[middle] < iteration { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func thin() {
        while iterations.count > Self.capacity / 2 {
            interval *= 2
            var kept = 0
            for index in iterations.indices where iterations[index] % interval == 0 {
                iterations[kept] = iterations[index]
                values[kept] = values[index]
                kept += 1
            }
            iterations.removeLast(iterations.count - kept)
            values.removeLast(values.count - kept)
        }
    }
}
