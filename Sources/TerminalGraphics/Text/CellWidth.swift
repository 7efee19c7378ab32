extension Unicode.Scalar {
    /// Cells that the canvas gives this scalar: none to combining marks and format characters, two to wide ones.
    package var cellWidth: Int {
        // Letters, signs, lines, blocks and braille, which is what screens are made of, are told without a search.
        switch value {
        case ..<0x300, 0x370..<0x483, 0x2030..<0x2060, 0x2070..<0x20D0, 0x2100..<0x231A, 0x2500..<0x25FD, 0x2800..<0x2900:
            return 1
        default: break
        }
        if properties.isGraphemeExtend || properties.generalCategory == .format { return 0 }
        return EastAsianWidth.isWide(self) ? 2 : 1
    }
}

extension String {
    /// The number of cells that ``Canvas/text(_:x:y:_:width:ellipsis:)`` uses for this text.
    public var cellWidth: Int {
        var count = 0
        for scalar in unicodeScalars { count += scalar.cellWidth }
        return count
    }

    /// The text cut to `width` cells, or one fewer where a wide character would be halved; what was cut ends in `…` (`~` in ASCII).
    public func truncated(to width: Int, glyphs: GlyphTier = .blocks) -> String {
        guard width > 0 else { return "" }
        guard cellWidth > width else { return self }
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in unicodeScalars {
            count += scalar.cellWidth
            if count > width - 1 { break }
            kept.append(scalar)
        }
        kept.append(glyphs.ellipsis)
        return String(kept)
    }

    /// The text filled with blanks to `width` cells, or cut to it.
    public func padded(to width: Int, _ alignment: HorizontalAlignment = .left, glyphs: GlyphTier = .blocks) -> String {
        let missing = width - cellWidth
        guard missing >= 0 else {
            let cut = truncated(to: width, glyphs: glyphs)
            return cut + String(repeating: " ", count: max(0, width - cut.cellWidth))
        }
        let before = alignment.offset(of: width - missing, in: width)
        return String(repeating: " ", count: before) + self + String(repeating: " ", count: missing - before)
    }

    /// The lines of the text, none wider than `width` cells: broken at blanks, inside a word only where the word alone is too
    /// wide. Line ends in the text stay. Empty for a width of 0.
    public func wrapped(to width: Int) -> [String] {
        StyledText(self).wrapped(to: width).map(\.string)
    }
}

/// Where a text stands in the room it has.
public enum HorizontalAlignment: Hashable, Sendable, CaseIterable {
    case left, center, right

    /// The number of free cells before something of `width` in a room of `room` cells; 0 where it does not fit.
    public func offset(of width: Int, in room: Int) -> Int {
        let free = max(0, room - width)
        switch self {
        case .left: return 0
        case .center: return free / 2
        case .right: return free
        }
    }
}

extension GlyphTier {
    /// The sign that a text was cut.
    public var ellipsis: Unicode.Scalar { self == .ascii ? "~" : "…" }
}
