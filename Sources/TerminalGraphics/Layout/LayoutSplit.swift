/// How long a part of a split is.
public enum LayoutConstraint: Hashable, Sendable {
    /// So many cells.
    case fixed(Int)
    /// This part of the whole, 0 ... 1, rounded down.
    case ratio(Double)
    /// So many cells, and a share of what is left over (as `flexible(1)`).
    case minimum(Int)
    /// A share of what is left over, in proportion to its weight.
    case flexible(Double)
}

extension Rect {
    /// Splits the rectangle into columns, from left to right.
    ///
    /// `fixed`, `ratio` and `minimum` parts get their cells first (in that order of kinds, earlier parts first where there are
    /// too few cells); what is left goes to the
    /// `minimum` and `flexible` parts. Without such parts the rest stays free at the end. Gaps stand between parts that are
    /// not empty.
    public func columns(_ constraints: [LayoutConstraint], gap: Int = 0) -> [Rect] {
        var left = x
        return Self.lengths(constraints, total: width, gap: gap).map { length in
            defer { left += length == 0 ? 0 : length + gap }
            return Rect(x: min(left, right), y: y, width: length, height: height)
        }
    }

    /// Splits the rectangle into rows, from top to bottom, as ``columns(_:gap:)`` does into columns.
    public func rows(_ constraints: [LayoutConstraint], gap: Int = 0) -> [Rect] {
        var top = y
        return Self.lengths(constraints, total: height, gap: gap).map { length in
            defer { top += length == 0 ? 0 : length + gap }
            return Rect(x: x, y: min(top, bottom), width: width, height: length)
        }
    }

    private static func lengths(_ constraints: [LayoutConstraint], total: Int, gap: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: constraints.count)
        var weights = [Double](repeating: 0, count: constraints.count)
        var left = max(0, total - max(0, gap) * max(0, constraints.count - 1))
        let shared = left
        func take(_ index: Int, _ wanted: Int) {
            let length = min(max(0, wanted), left)
            lengths[index] = length
            left -= length
        }
        for (index, constraint) in constraints.enumerated() {
            if case .fixed(let length) = constraint { take(index, length) }
        }
        for (index, constraint) in constraints.enumerated() {
            if case .ratio(let part) = constraint {
                take(index, Int(Double(shared) * min(1, max(0, part.isNaN ? 0 : part)) + 1e-9))
            }
        }
        for (index, constraint) in constraints.enumerated() {
            switch constraint {
            case .minimum(let length):
                take(index, length)
                weights[index] = 1
            case .flexible(let weight): weights[index] = weight.isFinite ? max(0, weight) : 0
            default: break
            }
        }
        share(left, weights, &lengths)
        return lengths
    }

    /// Shares cells in proportion to weights; cells that do not divide go to the largest remainders, earlier parts first.
    private static func share(_ cells: Int, _ weights: [Double], _ lengths: inout [Int]) {
        let sum = weights.reduce(0, +)
        guard cells > 0, sum > 0 else { return }
        var rest = cells
        var remainders: [(index: Int, size: Double)] = []
        for (index, weight) in weights.enumerated() where weight > 0 {
            let exact = Double(cells) * weight / sum
            let whole = Int(exact + 1e-9)
            lengths[index] += whole
            rest -= whole
            remainders.append((index, exact - Double(whole)))
        }
        for part in remainders.sorted(by: { $0.size > $1.size + 1e-9 || (abs($0.size - $1.size) <= 1e-9 && $0.index < $1.index) })
            .prefix(max(0, rest))
        {
            lengths[part.index] += 1
        }
    }
}
