/// Finds what somebody probably meant.
package enum NearestName {
    /// The candidate with the fewest typing slips (insert, drop, replace, swap neighbors) from `name`, if they are few
    /// enough to be slips.
    package static func of(_ name: String, among candidates: [String]) -> String? {
        let lowered = name.lowercased()
        let ranked = candidates.map { (name: $0, distance: slips(lowered, $0.lowercased())) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, min(lowered.count, best.name.count) / 2) ? best.name : nil
    }

    /// The optimal string alignment distance.
    static func slips(_ left: String, _ right: String) -> Int {
        let left = Array(left), right = Array(right)
        var rows = [Array(0...right.count)]
        for i in 0..<left.count {
            var row = [i + 1]
            for j in 0..<right.count {
                var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
