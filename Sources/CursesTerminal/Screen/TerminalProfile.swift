import TerminalGraphics

/// Abilities of a terminal, told from its type's name, its key and color capabilities, and the locale.
public struct TerminalProfile: Hashable, Sendable {
    /// The characters that the terminal itself can show.
    public enum Repertoire: Hashable, Sendable {
        case ascii
        /// The font of a bare Linux console.
        case console
        case unicode
    }

    /// The characters that arrive as they were sent; others are transliterated.
    public let repertoire: Repertoire
    /// The glyphs that panes draw with.
    public let glyphs: GlyphTier
    /// Understands, or at least ignores, what xterm understands: mouse, bracketed paste, focus, synchronized output.
    public let isRich: Bool

    /// - Parameters:
    ///   - term: The terminal type.
    ///   - isUTF8: Whether the locale's characters are UTF-8.
    ///   - hasMouse: Whether the terminal's description has mouse reports (`kmous`): those that do speak xterm's language.
    ///   - wanted: A repertoire asked for by the user; it wins over the terminal's name, not over the locale.
    public init(term: String, isUTF8: Bool, hasMouse: Bool, wanted: GlyphTier? = nil) {
        let poor = [
            "vt", "ansi", "pcansi", "cons25", "sun", "wy", "adm", "hp", "tvi", "dumb", "d2", "qume", "att", "ibm", "nansi",
        ]
        let isConsole = term == "linux" || term.hasPrefix("linux-") || term.hasPrefix("linux2") || term.hasPrefix("linux3")
        let isPoor = !hasMouse && poor.contains { term.hasPrefix($0) } && !term.hasPrefix("vte")
        if !isUTF8 {
            repertoire = .ascii
            glyphs = .ascii
        } else if let wanted {
            repertoire = wanted == .ascii ? .ascii : wanted == .blocks && isConsole ? .console : .unicode
            glyphs = wanted
        } else {
            repertoire = isPoor ? .ascii : isConsole ? .console : .unicode
            glyphs = isPoor ? .ascii : isConsole ? .blocks : .braille
        }
        isRich = hasMouse && !isConsole && !isPoor
    }

    /// Types to take in place of one that the terminal database does not have: those of terminals that speak xterm's language.
    /// Empty of any other, whose language nobody knows.
    static func substitutes(for term: String) -> [String] {
        let family = [
            "xterm", "kitty", "alacritty", "foot", "ghostty", "wezterm", "konsole", "gnome", "vte", "iterm", "contour", "rio",
            "mintty",
            "st-", "rxvt",
        ]
        let multiplexers = ["tmux", "screen"]
        let plain = ["xterm-256color", "xterm-color", "xterm"]
        if multiplexers.contains(where: { term.hasPrefix($0) }) { return ["screen-256color", "screen"] + plain }
        return family.contains { term.lowercased().hasPrefix($0) } ? plain : []
    }

    /// The character to show for one asked for.
    public func character(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value >= 0x20 && scalar.value < 0x7F { return scalar }
        switch repertoire {
        case .ascii: return Transliteration.ascii(scalar)
        case .console: return Transliteration.console(scalar)
        case .unicode: return glyphs == .braille ? scalar : Transliteration.withoutBraille(scalar)
        }
    }
}
