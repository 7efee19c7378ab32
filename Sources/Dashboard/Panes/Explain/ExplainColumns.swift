import TerminalGraphics

/// An explanation as it stands in its pane: in one column, or what goes forward beside what comes back. What does not fit follows
/// the moment until somebody scrolls.
struct ExplainColumns {
    /// A line as it stands in the pane.
    struct ShownLine {
        var text: StyledText
        var x: Int
        var row: Int
        var width: Int
        /// Whether it is the one that Enter leads from.
        var isChosen = false
    }

    private struct Column {
        var x: Int
        var width: Int
        var lines: [ExplanationLine]
        /// The first line in view.
        var top: Int
    }

    private let columns: [Column]
    private let height: Int
    /// Number of the chosen line among all.
    private let chosen: Int?

    /// - Parameters:
    ///   - lines: those of each column.
    ///   - scroll: the first line that somebody wants to see; nil: that of the moment.
    ///   - chosen: number of a line among all that has to be in view.
    init(_ lines: [[ExplanationLine]], _ size: Size, scroll: Int? = nil, chosen: Int? = nil) {
        (height, self.chosen) = (size.height, chosen)
        let width = Self.width(size, columns: lines.count)
        var start = 0
        columns = lines.enumerated().map { index, lines in
            let last = max(0, lines.count - size.height)
            let wanted: Int
            if let chosen, lines.indices.contains(chosen - start), scroll == nil {
                wanted = chosen - start - size.height / 2
            } else {
                wanted = scroll ?? Self.top(lines, size.height)
            }
            start += lines.count
            return Column(x: index * (width + Self.gap), width: width, lines: lines, top: max(0, min(last, wanted)))
        }
    }

    /// Columns between two texts.
    private static let gap = 1
    /// The least that a line needs: `δ = ∂L/∂z = ∂L/∂a·f′(z)` and a number.
    private static let leastWidth = 36

    /// The number of columns that there is room for.
    static func count(in size: Size) -> Int { size.width >= 2 * leastWidth + gap ? 2 : 1 }

    /// Cells of a line.
    static func width(_ size: Size, columns: Int) -> Int { (size.width - gap * (columns - 1)) / max(1, columns) }

    /// The first line in view where nobody has scrolled: so that the last that is known, or what a check has found, is there.
    private static func top(_ lines: [ExplanationLine], _ height: Int) -> Int {
        let known = lines.prefix { !$0.isPending }
        let target = lines.lastIndex(where: \.isCheck) ?? known.lastIndex { !$0.isHeading && !$0.text.isEmpty } ?? 0
        return target - height + 1
    }

    /// The lines in view.
    var shown: [ShownLine] {
        var start = 0
        return columns.flatMap { column in
            defer { start += column.lines.count }
            return (column.top..<min(column.lines.count, column.top + height)).map { index in
                ShownLine(
                    text: column.lines[index].text, x: column.x, row: index - column.top, width: column.width,
                    isChosen: chosen == start + index)
            }
        }
    }

    private var above: Int { columns.map(\.top).max() ?? 0 }
    private var below: Int { columns.map { max(0, $0.lines.count - $0.top - height) }.max() ?? 0 }

    /// Whether something is out of view.
    var overflows: Bool { above > 0 || below > 0 }

    /// `▲ 3 ▼ 12 more`; nil where all is in view.
    var mark: String? { ScrollMark.text(above: above, below: below) }

    /// The first line in view after some more rows.
    func scrolled(by rows: Int) -> Int {
        let last = columns.map { $0.lines.count - height }.max() ?? 0
        return max(0, min(last, above + rows))
    }
}

/// The lines above and below those in view.
enum ScrollMark {
    /// `▲ 3 ▼ 12 more`; nil of nothing.
    static func text(above: Int, below: Int) -> String? {
        let parts = [above > 0 ? "▲ \(above)" : nil, below > 0 ? "▼ \(below)" : nil].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ") + " more"
    }
}
