/// How many numbers are spread: a histogram over their whole range, and their length.
public struct Spread: Sendable, Hashable {
    /// Parts of the range.
    public static let bins = 48

    /// ‖·‖₂, of the counted elements times √(elements / counted).
    public var norm: Double
    /// How many lie in each of the equal parts of `range`.
    public var counts: [Int]
    /// From the smallest finite value to the largest; widened where all are the same.
    public var range: ClosedRange<Double>
    /// Values that are NaN or infinite.
    public var nonFinite: Int
    /// Of so many elements one has been counted; 1: all.
    public var stride: Int

    /// - Parameters:
    ///   - count: how many values there are.
    ///   - limit: how many are counted at most: every so many-th.
    init(count: Int, limit: Int, _ value: (Int) -> Float) {
        let step = Self.stride(of: count, limit: limit)
        let places = Swift.stride(from: 0, to: count, by: step)
        var (low, high, squares, broken, counted) = (Float.infinity, -Float.infinity, 0.0, 0, 0)
        for place in places {
            let found = value(place)
            counted += 1
            guard found.isFinite else {
                broken += 1
                continue
            }
            (low, high) = (min(low, found), max(high, found))
            squares += Double(found) * Double(found)
        }
        if low > high { (low, high) = (0, 0) }
        let (from, to) = low < high ? (Double(low), Double(high)) : (Double(low) - 0.5, Double(low) + 0.5)
        counts = [Int](repeating: 0, count: Self.bins)
        let scale = Double(Self.bins) / (to - from)
        for place in places {
            let found = value(place)
            if found.isFinite { counts[min(Self.bins - 1, max(0, Int((Double(found) - from) * scale)))] += 1 }
        }
        range = from...to
        nonFinite = broken
        stride = step
        norm = (squares * Double(count) / Double(max(1, counted))).squareRoot()
    }

    init(_ values: UnsafeBufferPointer<Float>, limit: Int) { self.init(count: values.count, limit: limit) { values[$0] } }

    /// Of how many elements one is counted.
    static func stride(of count: Int, limit: Int) -> Int { count <= limit ? 1 : (count + limit - 1) / limit }

    /// The counts over another range in as many parts as wanted, each count spread evenly over its own part.
    public func counts(over other: ClosedRange<Double>, parts: Int) -> [Double] {
        var result = [Double](repeating: 0, count: max(1, parts))
        let width = (range.upperBound - range.lowerBound) / Double(counts.count)
        let scale = Double(result.count) / (other.upperBound - other.lowerBound)
        for (index, count) in counts.enumerated() where count > 0 {
            let from = (range.lowerBound + Double(index) * width - other.lowerBound) * scale
            let to = from + max(width * scale, 1e-9)
            let (first, last) = (max(0, Int(from.rounded(.down))), min(result.count - 1, Int(to.rounded(.down))))
            guard first <= last else { continue }
            for part in first...last {
                let overlap = min(to, Double(part + 1)) - max(from, Double(part))
                if overlap > 0 { result[part] += Double(count) * overlap / (to - from) }
            }
        }
        return result
    }
}
