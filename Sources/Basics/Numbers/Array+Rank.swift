extension Array where Element: Comparable {
    /// The element that would stand at place `rank`, from 0, if the array were sorted. Of numbers without NaN; in linear time on
    /// average (Hoare, 1961), which sorting is not. The order of the elements changes.
    @inlinable
    package mutating func value(ofRank rank: Int) -> Element {
        precondition(indices.contains(rank))
        return withUnsafeMutableBufferPointer { values in
            var (low, high) = (0, values.count - 1)
            while low < high {
                // The middle of three, so that an array in order is no bad case.
                let middle = low + (high - low) / 2
                let (a, b, c) = (values[low], values[middle], values[high])
                let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
                var (left, right) = (low, high)
                while left <= right {
                    while values[left] < pivot { left += 1 }
                    while pivot < values[right] { right -= 1 }
                    guard left <= right else { break }
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
                if rank <= right {
                    high = right
                } else if rank >= left {
                    low = left
                } else {
                    break
                }
            }
            return values[rank]
        }
    }
}
