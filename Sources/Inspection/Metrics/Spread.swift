import Basics

/// The spread of many numbers: a histogram over their range, of all of them or of a part. A thing that a part cannot tell, such as a norm, is
/// not said here.
public struct Spread: Sendable, Hashable {
    /// Parts of the range.
    public static let bins = 48

    /// Numbers in each of the equal parts of `range`.
    public var counts: [Int]
    /// From the smallest finite value to the largest; widened where all are the same.
    public var range: ClosedRange<Double>
    /// Values that are NaN or infinite.
    public var nonFinite: Int
    /// Of so many elements one has been counted; 1: all.
    public var stride: Int

    /// A spread that somebody else has counted.
    package init(counts: [Int], range: ClosedRange<Double>, nonFinite: Int, stride: Int) {
        (self.counts, self.range, self.nonFinite, self.stride) = (counts, range, nonFinite, stride)
    }

    /// - Parameters:
    ///   - count: how many values there are.
    ///   - step: of so many one is counted.
    package init(count: Int, stride step: Int, _ value: (Int) -> Float) {
        var (low, high, broken) = (Float.infinity, -Float.infinity, 0)
        var place = 0
        while place < count {
            let found = value(place)
            place &+= step
            guard found.isFinite else {
                broken &+= 1
                continue
            }
            if found < low { low = found }
            if found > high { high = found }
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

    package init(_ values: UnsafeBufferPointer<Float>, stride: Int) {
        self.init(count: values.count, stride: stride) { values[$0] }
    }

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
