/// Labels below a horizontal axis, placed so that none touches another.
struct TickLabels {
    /// A label and the column it begins at; `column` is that of its tick.
    struct Placed: Hashable {
        var text: String
        var start: Int
        var column: Int
    }

    /// Places labels centered below their columns, moved inwards at the ends.
    /// - Returns: nil where two would come closer than a blank (from the first to the last tick of one axis all or none is
    /// right: a missing label would
    ///   make the distances look wrong).
    static func place(_ ticks: [(column: Int, label: String)], width: Int) -> [Placed]? {
        var placed: [Placed] = []
        var free = 0
        for tick in ticks {
            let length = tick.label.cellWidth
            guard length <= width else { return nil }
            let start = min(max(0, tick.column - length / 2), width - length)
            guard start >= free else { return nil }
            placed.append(Placed(text: tick.label, start: start, column: tick.column))
            free = start + length + 1
        }
        return placed
    }

    /// The most ticks whose labels have room side by side.
    static func best(
        for axis: Axis, width: Int, wholeNumbers: Bool = false, glyphs: GlyphTier, column: (Double) -> Int?
    ) -> [Placed] {
        // A label of one digit and a blank needs two columns; more than one tick in seven columns looks crowded.
        for count in stride(from: max(1, min(width / 7, 20)), through: 1, by: -1) {
            let ticks = axis.ticks(atMost: count, wholeNumbers: wholeNumbers, glyphs: glyphs)
            let columns = ticks.compactMap { tick in column(tick.value).map { ($0, tick.label) } }
            if let placed = place(columns, width: width), !placed.isEmpty { return placed }
        }
        return []
    }
}
