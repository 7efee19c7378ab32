/// Two columns of text: labels, and values that begin (or end) in a common column.
///
///     z₅ = Σ w·a + b   = 1.372
///     a₅ = softmax(z)₅ = 0.798
public struct TextTable: Hashable, Sendable {
    /// One line of the table.
    public struct Row: Hashable, Sendable {
        /// On the left.
        public var label: StyledText
        /// On the right.
        public var value: StyledText

        /// A row.
        public init(_ label: StyledText, _ value: StyledText = .empty) {
            self.label = label
            self.value = value
        }
    }

    /// The rows, from top to bottom. Rows that find no room are left out.
    public var rows: [Row]
    /// The columns left free between labels and values.
    public var gap: Int
    /// How values stand: in a column of their own after the labels (`left`), or at the right edge of the area (`right`).
    public var valueAlignment: HorizontalAlignment
    /// No label takes more than this many columns; nil lets the widest one decide.
    public var maximumLabelWidth: Int?

    /// A table.
    public init(
        _ rows: [Row], gap: Int = 1, valueAlignment: HorizontalAlignment = .left, maximumLabelWidth: Int? = nil
    ) {
        self.rows = rows
        self.gap = gap
        self.valueAlignment = valueAlignment
        self.maximumLabelWidth = maximumLabelWidth
    }

    /// The columns that the labels take in an area of `width` columns: values keep the room they need before labels get theirs.
    public func labelWidth(in width: Int) -> Int {
        let widest = rows.reduce(0) { max($0, $1.label.width) }
        let values = rows.reduce(0) { max($0, $1.value.width) }
        let room = values == 0 ? width : max(width - gap - values, width / 3)
        return max(0, min(widest, maximumLabelWidth ?? widest, room))
    }

    /// Draws the rows that fit.
    /// - Returns: the number of rows drawn.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Int {
        guard !area.isEmpty else { return 0 }
        let labels = labelWidth(in: area.width)
        let shown = min(rows.count, area.height)
        for index in 0..<shown {
            let line = Rect(x: area.x, y: area.y + index, width: area.width, height: 1)
            let row = rows[index]
            let (left, rest) = line.splitLeft(row.value.isEmpty ? area.width : labels)
            canvas.text(row.label, in: left, glyphs: glyphs)
            guard !row.value.isEmpty else { continue }
            canvas.text(row.value, in: rest.splitLeft(gap).1, valueAlignment, glyphs: glyphs)
        }
        return shown
    }
}
