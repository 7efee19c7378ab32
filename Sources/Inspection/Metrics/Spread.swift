import Basics

/// The spread of many numbers: a histogram over their whole range, and their length.
public struct Spread: Sendable, Hashable {
    /// Parts of the range.
    public static let bins = 48

    /// ‖·‖₂, of the counted elements times √(elements / counted).
    public var norm: Double
    /// Numbers in each of the equal parts of `range`.
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
    package init(count: Int, limit: Int, _ value: (Int) -> Float) {
        let step = Self.stride(of: count, limit: limit)
        var (low, high, squares, broken, counted) = (Float.infinity, -Float.infinity, 0.0, 0, 0)
        var place = 0
        while place < count {
            let found = value(place)
            place &+= step
            counted &+= 1
            guard found.isFinite else {
                broken &+= 1
                continue
            }
            if found < low { low = found }
            if found > high { high = found }
            squares += Double(found) * Double(found)
        }
        if low > high { (low, high) = (0, 0) }
        let (from, to) = Self.range(Double(low), Double(high))
        counts = [Int](repeating: 0, count: Self.bins)
        counts.withUnsafeMutableBufferPointer { counts in
            var place = 0
            while place < count {
                let found = value(place)
                place &+= step
                if found.isFinite { counts[Self.bin(Double(found), from, to, of: Self.bins)] &+= 1 }
            }
        }
        range = from...to
        nonFinite = broken
        stride = step
        norm = (squares * Double(count) / Double(max(1, counted))).squareRoot()
    }

    /// A range from one value to another; widened where they are so near that parts of it could not be told apart.
    package static func range(_ low: Double, _ high: Double) -> (Double, Double) {
        let least = max(abs(low), abs(high)) * 1e-6
        if high - low > max(least, 1e-36) { return (low, high) }
        let margin = max(least, low == 0 && high == 0 ? 0.5 : 1e-36)
        return (low - margin, high + margin)
    }

    /// In which of the equal parts of a range a finite value lies; the first or the last where it lies outside.
    package static func bin(_ value: Double, _ from: Double, _ to: Double, of parts: Int) -> Int {
        let position = (value - from) / (to - from)
        return position > 0 ? min(parts - 1, Int(saturating: min(1, position) * Double(parts))) : 0
    }

    package init(_ values: UnsafeBufferPointer<Float>, limit: Int) { self.init(count: values.count, limit: limit) { values[$0] } }

    /// Of how many elements one is counted.
    package static func stride(of count: Int, limit: Int) -> Int { count <= limit ? 1 : (count + limit - 1) / limit }

    /// The counts over another range in as many parts as wanted, each count spread evenly over its own part.
    public func counts(over other: ClosedRange<Double>, parts: Int) -> [Double] {
        var result = [Double](repeating: 0, count: max(1, parts))
        let width = (range.upperBound - range.lowerBound) / Double(counts.count)
        let scale = Double(result.count) / (other.upperBound - other.lowerBound)
        for (index, count) in counts.enumerated() where count > 0 {
            let from = (range.lowerBound + Double(index) * width - other.lowerBound) * scale
            let to = from + max(width * scale, 1e-9)
            guard from < Double(result.count), to >= 0 else { continue }
            let (first, last) = (
                Int(saturating: max(0, from)), min(result.count - 1, Int(saturating: min(to, Double(result.count))))
            )
            guard first <= last else { continue }
            for part in first...last {
                let overlap = min(to, Double(part + 1)) - max(from, Double(part))
                if overlap > 0 { result[part] += Double(count) * overlap / (to - from) }
            }
        }
        return result
    }
}
