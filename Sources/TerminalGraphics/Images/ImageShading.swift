import Basics

/// The way from the values of a picture to cells.
public enum ImageShading: Hashable, Sendable {
    /// Two pixels a cell, in color (ASCII: one character a cell, denser for more, in color).
    case color
    /// Without color: `░▒▓█` for more, and where the sign counts `·-=≡` for the negative (ASCII: `.:-=+*#%@`, signed `.+*#`
    /// and `'~=%`).
    case glyphs
}

/// Characters by density, from nothing to all.
struct GlyphRamp {
    private let positive: [Unicode.Scalar]
    private let negative: [Unicode.Scalar]

    init(glyphs: GlyphTier, isSigned: Bool) {
        switch (glyphs, isSigned) {
        case (.ascii, false): (positive, negative) = ([" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"], [])
        case (.ascii, true): (positive, negative) = ([" ", ".", "+", "*", "#"], [" ", "'", "~", "=", "%"])
        case (_, false): (positive, negative) = ([" ", "░", "▒", "▓", "█"], [])
        case (_, true): (positive, negative) = ([" ", "░", "▒", "▓", "█"], [" ", "·", "-", "=", "≡"])
        }
    }

    /// The character for a strength from 0 to 1.
    func scalar(strength: Double, isNegative: Bool) -> Unicode.Scalar {
        let ramp = isNegative && !negative.isEmpty ? negative : positive
        return ramp[Int(saturating: (min(1, max(0, strength)) * Double(ramp.count - 1)).rounded())]
    }
}
