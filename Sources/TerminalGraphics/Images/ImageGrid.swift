/// Many small pictures of one size side by side: the weights of a layer's neurons, feature maps, misread digits. As large as
/// all of them fit; of too many, as many as fit.
public struct ImageGrid: Sendable {
    /// `count * rows * columns` values.
    public var values: ArraySlice<Float>  // [picture, row, column]
    /// The number of pictures.
    public var count: Int
    /// A picture's rows.
    public var rows: Int
    /// A picture's columns.
    public var columns: Int
    /// The colors.
    public var colormap: Colormap
    /// Which value gets which color; nil lets each picture use its own range, symmetric around zero.
    public var normalization: Normalization?
    /// Colors, or characters only.
    public var shading: ImageShading
    /// The text below each picture; empty leaves no row for it. Missing ones are blank.
    public var captions: [String]
    /// The look of captions.
    public var captionStyle: Style
    /// The picture that is marked, by bars on both sides and a reversed caption.
    public var selected: Int?
    /// The look of the mark.
    public var selectionStyle: Style
    /// Pictures are not reduced below this many columns; rather, fewer are shown.
    public var minimumColumns: Int

    /// A grid of pictures.
    public init(
        _ values: ArraySlice<Float>, count: Int, rows: Int, columns: Int, colormap: Colormap, normalization: Normalization? = nil,
        shading: ImageShading = .color, captions: [String] = [], captionStyle: Style = .plain, selected: Int? = nil,
        selectionStyle: Style = .plain, minimumColumns: Int = 8
    ) {
        precondition(
            count >= 0 && rows >= 0 && columns >= 0 && values.count == count * rows * columns,
            "ImageGrid: \(values.count) values for \(count) pictures of \(rows) × \(columns)")
        self.values = values
        self.count = count
        self.rows = rows
        self.columns = columns
        self.colormap = colormap
        self.normalization = normalization
        self.shading = shading
        self.captions = captions
        self.captionStyle = captionStyle
        self.selected = selected
        self.selectionStyle = selectionStyle
        self.minimumColumns = max(1, minimumColumns)
    }

    /// A picture of the grid.
    public func picture(_ index: Int) -> PixelGrid {
        let start = values.startIndex + index * rows * columns
        return PixelGrid(values[start..<start + rows * columns], rows: rows, columns: columns)
    }

    /// Draws the pictures that fit, among them the selected one.
    /// - Returns: where each of them is.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Layout {
        let layout = layout(in: area)
        canvas.clipped(to: area) { canvas in
            for (offset, tile) in layout.tiles.enumerated() {
                let index = layout.first + offset
                let picture = picture(index)
                ImagePlot(
                    picture, colormap: colormap, normalization: normalization ?? .symmetric(covering: picture.values),
                    shading: shading,
                    alignment: .left
                ).draw(in: tile, on: &canvas, glyphs: glyphs)
                drawCaption(index, below: tile, on: &canvas, glyphs)
                if index == selected { mark(tile, on: &canvas, glyphs) }
            }
        }
        return layout
    }

    private func drawCaption(_ index: Int, below tile: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard index < captions.count else { return }
        let style = index == selected ? selectionStyle.with([.bold, .reverse]) : captionStyle
        canvas.text(
            StyledText(captions[index], style), in: Rect(x: tile.x, y: tile.bottom, width: tile.width, height: 1), .center,
            glyphs: glyphs)
    }

    private func mark(_ tile: Rect, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        for y in tile.y..<tile.bottom {
            canvas.put(glyphs == .ascii ? "[" : "▐", x: tile.x - 1, y: y, selectionStyle)
            canvas.put(glyphs == .ascii ? "]" : "▌", x: tile.right, y: y, selectionStyle)
        }
    }
}
