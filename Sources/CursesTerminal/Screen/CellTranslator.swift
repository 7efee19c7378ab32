import CNcurses
import TerminalGraphics

/// Turns cells into what ncurses is given: a character the terminal has, a color pair, attributes.
struct CellTranslator {
    private let profile: TerminalProfile
    private var palette: Palette
    private var pairs: ColorPairs
    private let hasDefaultColors: Bool
    private var lastStyle = Style.plain
    private var lastPair: Int32 = 0

    init(profile: TerminalProfile, colorCount: Int, pairCount: Int, hasDefaultColors: Bool) {
        self.profile = profile
        self.hasDefaultColors = hasDefaultColors
        palette = Palette(.init(colorCount: colorCount))
        pairs = ColorPairs(pairCount: palette.kind == .mono ? 0 : pairCount)
    }

    /// nil where color pairs ran out: ``startOver()``, and the whole frame again.
    mutating func translate(_ cell: Cell) -> cncurses_cell? {
        if cell.style != lastStyle {
            guard let pair = pair(for: cell.style) else { return nil }
            lastStyle = cell.style
            lastPair = pair
        }
        return cncurses_cell(
            scalar: character(cell.scalar).value, pair: lastPair, attributes: UInt32(cell.style.attributes.rawValue))
    }

    /// Forgets all color pairs because there are not enough.
    mutating func startOver() {
        pairs.startOver()
        resetPairs()
    }

    mutating func endFrame() { pairs.endFrame() }

    /// Forgets all color pairs because everything is drawn anew anyway.
    mutating func forget() {
        pairs.forget()
        resetPairs()
    }

    private mutating func resetPairs() {
        lastStyle = .plain
        lastPair = 0
        if palette.kind != .mono { cncurses_reset_pairs() }
    }

    private func character(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // A wide character is transliterated into one cell; the other is blank.
        if scalar.value == 0 { return " " }
        let shown = profile.character(scalar)
        if shown.value < 0x7F || cncurses_width(shown.value) == 1 { return shown }
        return Transliteration.ascii(shown)
    }

    private mutating func pair(for style: Style) -> Int32? {
        var foreground = palette.index(of: style.foreground)
        var background = palette.index(of: style.background)
        if !hasDefaultColors && (foreground >= 0 || background >= 0) {
            // Without the terminal's own colors, white on black stands for them.
            if foreground < 0 { foreground = palette.index(of: .hex(0xE5E5E5)) }
            if background < 0 { background = palette.index(of: .hex(0)) }
        }
        switch pairs.pair(foreground: foreground, background: background) {
        case .known(let pair): return Int32(pair)
        case .new(let pair):
            return cncurses_define_pair(Int32(pair), Int32(foreground), Int32(background)) ? Int32(pair) : 0
        case .exhausted: return nil
        }
    }
}
