/// Rows of values over time, each value a colored cell: the gradient norm of every layer at every iteration. The newest values
/// stand at the right edge.
///
///     1 dense ░░▒▒▓▓██
///     2 relu  ░░░░░▒▒▒
public struct HeatMap: Sendable {
    /// A line of the map.
    public struct Row: Hashable, Sendable {
        /// On the left.
        public var label: StyledText
        /// The values over time, the newest last; nil is a gap.
        public var values: [Double?]

        /// A line.
        public init(_ label: StyledText, _ values: [Double?]) {
            self.label = label
            self.values = values
        }
    }

    /// The lines, from top to bottom.
    public var rows: [Row]
    /// The colors.
    public var colormap: Colormap
    /// Which value gets which color.
    public var normalization: Normalization
    /// Colors, or characters only.
    public var shading: ImageShading
    /// No label takes more than this many columns; nil lets the widest decide.
    public var labelWidth: Int?
    /// How the number of lines without room looks.
    public var textStyle: Style

    /// A map.
    public init(
        _ rows: [Row], colormap: Colormap = .sequential, normalization: Normalization, shading: ImageShading = .color,
        labelWidth: Int? = nil,
        textStyle: Style = .plain
    ) {
        self.rows = rows
        self.colormap = colormap
        self.normalization = normalization
        self.shading = shading
        self.labelWidth = labelWidth
        self.textStyle = textStyle
    }

    /// The cells of the values in an area; the labels stand left of them.
    public func plot(in area: Rect) -> Rect {
        let widest = labelWidth ?? rows.reduce(0) { max($0, $1.label.width) }
        let label = min(widest, area.width / 2)
        return area.splitLeft(label == 0 ? 0 : label + 1).1
    }

    /// Draws the lines that fit; of the others the last row says how many there are. Of more values than columns the newest
    /// are shown.
    /// - Returns: the cells of the values.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Rect {
        let plot = plot(in: area)
        guard !area.isEmpty else { return plot }
        let shown = rows.count <= area.height ? rows.count : area.height - 1
        let painter = PixelPainter(colormap: colormap, normalization: normalization, glyphs: glyphs, shading: shading)
        canvas.clipped(to: area) { canvas in
            for (index, row) in rows.prefix(shown).enumerated() {
                let y = area.y + index
                canvas.text(row.label, x: area.x, y: y, width: plot.x - area.x - 1, glyphs: glyphs)
                let values = row.values.suffix(plot.width)
                let start = plot.right - values.count
                for (offset, value) in values.enumerated() {
                    guard let value else { continue }
                    let single = Float(value)
                    canvas.put(painter.cell(single, single), x: start + offset, y: y)
                }
            }
            if shown < rows.count {
                let more = "\(glyphs == .ascii ? ":" : "⋮") +\(rows.count - shown)"
                canvas.text(more, x: area.x, y: area.y + shown, textStyle.with(.dim), width: area.width)
            }
        }
        return plot
    }
}
