/// Finds what somebody probably meant.
public enum NearestName {
    /// The candidate with the fewest edits (insert, delete, replace, swap neighbors; case does not count) from `name`, or nil
    /// where none is near: more than a third of the longer name would have to change, and one is not the beginning of the other.
    public static func find(_ name: String, in candidates: [String]) -> String? {
        let wanted = Array(name.lowercased().utf8)
        if wanted.isEmpty { return nil }
        var best: (name: String, score: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().utf8)
            let edits = distance(wanted, other)
            let isPrefix = wanted.count >= 3 && other.starts(with: wanted) || other.count >= 3 && wanted.starts(with: other)
            let allowed = max(1, (max(wanted.count, other.count) + 1) / 3)
            guard isPrefix || edits <= allowed else { continue }
            let score = isPrefix ? min(edits, 1) : edits
            if score < best?.score ?? .max { best = (candidate, score) }
        }
        return best?.name
    }

    /// The fewest edits (insert, delete, replace, swap neighbors) that make one text of the other.
    public static func distance(_ a: String, _ b: String) -> Int { distance(Array(a.utf8), Array(b.utf8)) }

    /// Optimal string alignment distance.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        var current = previous
        for i in 0..<a.count {
            current[0] = i + 1
            for j in 0..<b.count {
                var edits = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, beforePrevious[j - 1] + 1) }
                current[j + 1] = edits
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[b.count]
    }
}
