/// Turns two values, one above the other, into a cell.
struct PixelPainter {
    private let colormap: Colormap
    private let normalization: Normalization
    private let glyphs: GlyphTier
    private let shading: ImageShading
    private let ramp: GlyphRamp

    init(colormap: Colormap, normalization: Normalization, glyphs: GlyphTier, shading: ImageShading) {
        self.colormap = colormap
        self.normalization = normalization
        self.glyphs = glyphs
        self.shading = shading
        ramp = GlyphRamp(glyphs: glyphs, isSigned: normalization.isSymmetric)
    }

    /// The cell for an upper and a lower pixel; there may be no lower one. What is not finite is a `×` (`?`), not only a color.
    func cell(_ upper: Float, _ lower: Float?) -> Cell {
        let isBroken = !upper.isFinite || !(lower?.isFinite ?? true)
        if isBroken { return brokenCell(upper, lower) }
        guard shading == .color, glyphs != .ascii else { return rampCell(upper, lower) }
        let top = color(upper)
        guard let lower else { return Cell("▀", Style(top)) }
        let bottom = color(lower)
        // A space is lighter on the wire than a half block whose halves are the same.
        return top == bottom ? Cell(" ", Style(.terminal, on: top)) : Cell("▀", Style(top, on: bottom))
    }

    private func brokenCell(_ upper: Float, _ lower: Float?) -> Cell {
        let scalar: Unicode.Scalar = glyphs == .ascii ? "?" : "×"
        guard shading == .color else { return Cell(scalar) }
        let other = [upper, lower].compactMap { $0 }.first(where: \.isFinite)
        let background = glyphs == .ascii ? Color.terminal : other.map(color) ?? .terminal
        return Cell(scalar, Style(colormap.undefined, on: background, .bold))
    }

    /// One character for both pixels: their mean, or where the sign counts the stronger of the two, so that opposite ones do
    /// not vanish.
    private func rampCell(_ upper: Float, _ lower: Float?) -> Cell {
        var value = upper
        if let lower {
            if normalization.isSymmetric {
                if lower.magnitude > upper.magnitude { value = lower }
            } else {
                value = (upper + lower) / 2
            }
        }
        let strength = normalization.strength(of: Double(value))
        let scalar = ramp.scalar(strength: strength, isNegative: value < 0)
        return shading == .color ? Cell(scalar, Style(color(value))) : Cell(scalar)
    }

    private func color(_ value: Float) -> Color { colormap.color(at: normalization.position(of: Double(value))) }
}
