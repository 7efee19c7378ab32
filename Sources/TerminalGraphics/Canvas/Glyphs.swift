/// The repertoire of characters that a terminal can show, from richest to poorest. Plots and panes draw with what it allows.
public enum GlyphTier: String, Sendable, CaseIterable, Comparable {
    /// ASCII only: `#`, `+`, `|`.
    case ascii
    /// Box drawing, half and eighth blocks.
    case blocks
    /// Blocks, and braille for curves (2×4 dots a cell).
    case braille

    public static func < (a: GlyphTier, b: GlyphTier) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .ascii ? 0 : self == .blocks ? 1 : 2 }
}
