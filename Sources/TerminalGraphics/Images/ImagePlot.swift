/// A picture of values, two square pixels a cell, as large as it fits: enlarged by whole numbers, or reduced by averaging.
public struct ImagePlot: Sendable {
    /// The pixels to show.
    public var pixels: PixelGrid
    /// The colors.
    public var colormap: Colormap
    /// Which value gets which color.
    public var normalization: Normalization
    /// Colors, or characters only.
    public var shading: ImageShading
    /// Where the picture stands when it is narrower than the area.
    public var alignment: HorizontalAlignment
    /// The largest enlargement.
    public var maximumEnlargement: Int

    /// A picture.
    public init(
        _ pixels: PixelGrid, colormap: Colormap = .gray, normalization: Normalization, shading: ImageShading = .color,
        alignment: HorizontalAlignment = .center, maximumEnlargement: Int = .max
    ) {
        self.pixels = pixels
        self.colormap = colormap
        self.normalization = normalization
        self.shading = shading
        self.alignment = alignment
        self.maximumEnlargement = max(1, maximumEnlargement)
    }

    /// Where a picture is drawn and at which scale.
    public struct Placement: Hashable, Sendable {
        /// The cells it covers.
        public var area: Rect
        /// The scale of its pixels.
        public var scale: ImageScale
        /// The drawn pixels' rows, two a cell.
        public var rows: Int
        /// The drawn pixels' columns, one a cell.
        public var columns: Int
    }

    /// Where the picture would be drawn.
    public func placement(in area: Rect) -> Placement {
        let width = min(area.width, limited(pixels.columns))
        let height = min(area.height * 2, limited(pixels.rows))
        let (scale, rows, columns) = ImageScale.fitting(rows: pixels.rows, columns: pixels.columns, height: height, width: width)
        let left = area.x + alignment.offset(of: columns, in: area.width)
        return Placement(
            area: Rect(x: left, y: area.y, width: columns, height: (rows + 1) / 2), scale: scale, rows: rows, columns: columns)
    }

    private func limited(_ count: Int) -> Int {
        let (product, overflows) = count.multipliedReportingOverflow(by: maximumEnlargement)
        return overflows ? .max : product
    }

    /// Draws the picture.
    /// - Returns: where, and at which scale.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Placement {
        let placement = placement(in: area)
        guard placement.rows > 0, placement.columns > 0 else { return placement }
        let shown: PixelGrid
        if case .reduced = placement.scale {
            shown = pixels.resampled(rows: placement.rows, columns: placement.columns)
        } else {
            shown = pixels
        }
        let factor = max(1, placement.columns / shown.columns)
        let painter = PixelPainter(
            colormap: colormap, normalization: normalization, glyphs: glyphs, shading: shading)
        for cellRow in 0..<placement.area.height {
            let upperRow = 2 * cellRow / factor
            let hasLower = 2 * cellRow + 1 < placement.rows
            let lowerRow = (2 * cellRow + 1) / factor
            for column in 0..<placement.columns {
                let upper = shown[upperRow, column / factor]
                let lower = hasLower ? shown[lowerRow, column / factor] : nil
                canvas.put(painter.cell(upper, lower), x: placement.area.x + column, y: placement.area.y + cellRow)
            }
        }
        return placement
    }
}
