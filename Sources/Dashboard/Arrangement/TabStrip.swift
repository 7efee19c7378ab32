import TerminalGraphics

/// The names of the panes that take turns in a place, in one line: the one shown with its whole title, the others by a word, as
/// many as there is room for. Drawing and clicking both go by it.
struct TabStrip {
    struct Tab: Hashable {
        var pane: PaneID
        var text: String
        /// Columns from the beginning of the strip.
        var columns: Range<Int>
    }

    var tabs: [Tab]
    private let shown: PaneID
    private let isCutLeft: Bool
    private let isCutRight: Bool

    /// - Parameters:
    ///   - names: the panes in their order; the one shown with its title.
    ///   - width: the room for all.
    init(_ names: [(pane: PaneID, text: String)], shown: PaneID, width: Int) {
        let place = names.firstIndex { $0.pane == shown } ?? 0
        var kept = place..<min(names.count, place + 1)
        // A mark stands for what is left out on each side.
        func needed(_ range: Range<Int>) -> Int {
            names[range].reduce(-1) { $0 + 1 + $1.text.cellWidth } + (range.lowerBound > 0 ? 2 : 0)
                + (range.upperBound < names.count ? 2 : 0)
        }
        while kept.upperBound < names.count, needed(kept.lowerBound..<kept.upperBound + 1) <= width {
            kept = kept.lowerBound..<kept.upperBound + 1
        }
        while kept.lowerBound > 0, needed(kept.lowerBound - 1..<kept.upperBound) <= width {
            kept = kept.lowerBound - 1..<kept.upperBound
        }
        self.shown = shown
        isCutLeft = kept.lowerBound > 0 && needed(kept) <= width
        isCutRight = kept.upperBound < names.count && needed(kept) <= width
        var column = isCutLeft ? 2 : 0
        tabs = names[kept].map { name in
            let start = column
            column += name.text.cellWidth + 1
            return Tab(pane: name.pane, text: name.text, columns: start..<column - 1)
        }
    }

    func text(_ title: Style, _ others: Style) -> StyledText {
        var text = StyledText(isCutLeft ? "‹ " : "", others)
        for (index, tab) in tabs.enumerated() {
            if index > 0 { text.append(" ", others) }
            text.append(tab.text, tab.pane == shown ? title : others)
        }
        text.append(isCutRight ? " ›" : "", others)
        return text
    }

    /// The pane whose name stands in a column.
    func pane(at column: Int) -> PaneID? { tabs.first { $0.columns.contains(column) }?.pane }
}
