/// Which of many things in order stand in few rows: the first, the last and the selected always, as far as there are rows, and
/// the rest folded into rows that stand for several.
struct FoldedRows {
    /// A row: one thing by its index, or so many in order that it stands for.
    enum Row: Hashable {
        case one(Int)
        case fold(Range<Int>)
    }

    let rows: [Row]

    /// Things that a row stands for, alone or with others.
    var shown: Int {
        rows.reduce(0) {
            switch $1 {
            case .one: $0 + 1
            case .fold(let range): $0 + range.count
            }
        }
    }

    /// - Parameters:
    ///   - count: how many things there are.
    ///   - room: rows for them.
    ///   - selected: which one to show whatever else is folded.
    ///   - also: another one that has a row of its own, as far as there is room.
    init(count: Int, room: Int, selected: Int, also: Int? = nil) {
        if let also, also != selected, count > room, room >= 3 {
            rows = Self.rows(
                count: count, room: room, keeping: [selected, also], then: [count - 1, 0], around: [also, selected])
            return
        }
        let selected = min(max(0, selected), max(0, count - 1))
        guard count > room else {
            rows = (0..<max(0, count)).map(Row.one)
            return
        }
        guard room >= 4 else {
            // No room to say what is left out: the ends, and what is selected between them.
            let kept: Set<Int> =
                switch room {
                case ...0: []
                case 1: [selected]
                case 2: selected == 0 || selected == count - 1 ? [0, count - 1] : [0, selected]
                default: [0, selected, count - 1]
                }
            let all = kept.sorted().map(Row.one)
            rows = room == 3 && all.count == 2 ? [all[0], .fold(1..<count - 1), all[1]] : all
            return
        }
        rows = Self.folds(count, room, selected).map { $0.rows(count) } ?? Self.fourRows(count, selected)
    }

    /// Keeps the selected, the one before it and the last, whatever the room; then the neighbors of the selected, the nearest
    /// first.
    init(count: Int, room: Int, around selected: Int, also: Int? = nil) {
        rows = Self.rows(
            count: count, room: room, keeping: [selected - 1, selected, count - 1] + (also.map { [$0] } ?? []), then: [],
            around: [selected])
    }

    /// Keeps some whatever the room; then others as far as there is room, and the neighbors of some, the nearest first. Where
    /// there is no room for rows that stand for others, they go.
    private static func rows(count: Int, room: Int, keeping: [Int], then: [Int], around: [Int]) -> [Row] {
        func isThere(_ index: Int) -> Bool { (0..<count).contains(index) }
        func rows(_ kept: Set<Int>) -> [Row] {
            let ends = [-1] + kept.sorted() + [count]
            let gaps = zip(ends, ends.dropFirst()).map { $0 + 1..<max($0 + 1, $1) }.filter { !$0.isEmpty }
            return Folds(ranges: gaps).rows(count)
        }
        var kept = Set(keeping.filter(isThere))
        let neighbors = (1..<max(2, count)).flatMap { distance in around.flatMap { [$0 + distance, $0 - distance] } }
        for next in (then + neighbors).filter(isThere) where !kept.contains(next) {
            // The ends are worth more than the rows that say what is left out.
            let more = kept.union([next])
            if rows(more).count <= room || then.contains(next) && more.count <= room { kept = more }
        }
        let all = rows(kept)
        return all.count <= room ? all : kept.sorted().map(Row.one)
    }

    /// Ranges that are folded, in order.
    private struct Folds {
        var ranges: [Range<Int>]

        func rows(_ count: Int) -> [Row] {
            var rows: [Row] = []
            var index = 0
            while index < count {
                // One alone needs no more room than the row that would stand for it.
                guard let range = ranges.first(where: { $0.contains(index) }), range.count > 1 else {
                    rows.append(.one(index))
                    index += 1
                    continue
                }
                rows.append(.fold(range))
                index = range.upperBound
            }
            return rows
        }
    }

    /// The ends, the selected between them, and one row for what lies on the longer side of it; of the other nothing is said.
    private static func fourRows(_ count: Int, _ selected: Int) -> [Row] {
        let (before, behind) = (1..<selected, selected + 1..<count - 1)
        return before.count > behind.count
            ? [.one(0), .fold(before), .one(selected), .one(count - 1)]
            : [.one(0), .one(selected), .fold(behind), .one(count - 1)]
    }

    /// One fold in the middle, or to the side of the selected that is nearer to it; two around the selected where neither side
    /// has room for one.
    /// - Returns: nil where there is no room for two.
    private static func folds(_ count: Int, _ room: Int, _ selected: Int) -> Folds? {
        let hidden = count - (room - 1)
        let middle = (count - hidden + 1) / 2
        let starts = (1...count - 1 - hidden).filter { !($0..<$0 + hidden).contains(selected) }
        if let start = starts.min(by: { abs($0 - middle) < abs($1 - middle) }) { return Folds(ranges: [start..<start + hidden]) }
        guard room > 4 else { return nil }
        // A row less for layers; room for them around the selected, as much as the sides have.
        let rest = count - (room - 2)
        let (before, behind) = (max(0, selected - 1), max(0, count - 2 - selected))
        let left = min(before, max(rest - behind, (rest * before + (before + behind) / 2) / max(1, before + behind)))
        return Folds(ranges: [1..<1 + left, count - 1 - (rest - left)..<count - 1].filter { !$0.isEmpty })
    }
}
