/// Replaces characters that a terminal cannot show by ones of the same width that it can. Total: every scalar has an answer.
public enum Transliteration {
    /// The nearest printable ASCII character; `?` for what has none. Printable ASCII is left alone, control characters become
    /// blanks.
    public static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x20...0x7E: scalar
        case 0x00...0x1F, 0x7F...0xA0: " "
        case 0xA1...0xFF: latin(scalar)
        case 0x370...0x3FF: greek(scalar)
        case 0x2070...0x209C: raised(scalar)
        case 0x2190...0x21FF: arrow(scalar)
        case 0x2500...0x257F: line(scalar.value)
        case 0x2580...0x259F: block(scalar.value)
        case 0x25A0...0x25FF: shape(scalar)
        case 0x2800...0x28FF: braille(scalar.value)
        default: symbol(scalar)
        }
    }

    /// The nearest character that the font of a bare Linux console has: Latin-1, plain and double lines, halves and shades, a few
    /// Greek letters. What is not there becomes plainer first, ASCII last.
    public static func console(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xFF: return scalar
        case 0x2500...0x257F: return consoleLine(scalar)
        case 0x2580...0x259F: return consoleBlock(scalar)
        default: break
        }
        switch scalar {
        case "α", "ε", "π", "σ", "Σ", "Ω", "←", "↑", "→", "↓", "↔", "↕", "∞", "√", "≤", "≥", "■", "•", "○": return scalar
        case "●", "◉": return "•"
        case "μ": return "µ"
        case "∑": return "Σ"
        case "−": return "-"
        default: return ascii(scalar)
        }
    }

    /// Braille as dots that ASCII has, for a terminal with blocks and without braille; everything else is left alone.
    public static func withoutBraille(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.value & ~0xFF == 0x2800 ? braille(scalar.value) : scalar
    }

    private static func latin(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "¡": "!"
        case "¦": "|"
        case "§": "S"
        case "«": "<"
        case "»": ">"
        case "¬", "\u{AD}", "¯": "-"
        case "°": "o"
        case "±": "+"
        case "¹": "1"
        case "²": "2"
        case "³": "3"
        case "´": "'"
        case "µ": "u"
        case "·", "¸": "."
        case "×": "x"
        case "÷": "/"
        case "Þ", "þ": "t"
        case "ß": "s"
        case "Æ", "À"..."Å": "A"
        case "Ç": "C"
        case "È"..."Ë": "E"
        case "Ì"..."Ï": "I"
        case "Ð": "D"
        case "Ñ": "N"
        case "Ò"..."Ö", "Ø": "O"
        case "Ù"..."Ü": "U"
        case "Ý": "Y"
        case "à"..."æ": "a"
        case "ç": "c"
        case "è"..."ë": "e"
        case "ì"..."ï": "i"
        case "ð": "d"
        case "ñ": "n"
        case "ò"..."ö", "ø": "o"
        case "ù"..."ü": "u"
        case "ý", "ÿ": "y"
        default: "?"
        }
    }

    /// α to ω and Α to Ω.
    private static let lowerGreek = Array("abgdezntikluvxoprsstufcyw".unicodeScalars)
    private static let upperGreek = Array("ABGDEZHTIKLMNXOPR?STUFCYO".unicodeScalars)

    private static func greek(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3B1...0x3C9: lowerGreek[Int(scalar.value - 0x3B1)]
        case 0x391...0x3A9: upperGreek[Int(scalar.value - 0x391)]
        case 0x3D1: "t"
        case 0x3D5: "f"
        case 0x3F5: "e"
        default: "?"
        }
    }

    /// Superscripts and subscripts.
    private static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2070, 0x2074...0x2079: digit(scalar.value - 0x2070)
        case 0x2080...0x2089: digit(scalar.value - 0x2080)
        case 0x2071: "i"
        case 0x207A, 0x208A: "+"
        case 0x207B, 0x208B: "-"
        case 0x207C, 0x208C: "="
        case 0x207D, 0x208D: "("
        case 0x207E, 0x208E: ")"
        case 0x207F, 0x2099: "n"
        case 0x2090: "a"
        case 0x2091: "e"
        case 0x2092: "o"
        case 0x2093: "x"
        case 0x2095: "h"
        case 0x2096: "k"
        case 0x2097: "l"
        case 0x2098: "m"
        case 0x209A: "p"
        case 0x209B: "s"
        case 0x209C: "t"
        default: "?"
        }
    }

    private static func digit(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(UInt8(truncatingIfNeeded: 0x30 + value)) }

    private static func arrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "←", "↞", "↢", "↤", "↩", "↰", "↲", "↵", "⇐", "⇠", "⇦": "<"
        case "→", "↠", "↣", "↦", "↪", "↱", "↳", "⇒", "⇢", "⇨": ">"
        case "↑", "↟", "↥", "⇑", "⇡", "⇧": "^"
        case "↓", "↡", "↧", "⇓", "⇣", "⇩": "v"
        case "↔", "⇔": "-"
        case "↕", "⇕": "|"
        case "↖", "↘": "\\"
        case "↗", "↙": "/"
        case "↶", "↷", "↺", "↻": "@"
        default: "?"
        }
    }

    private static func line(_ value: UInt32) -> Unicode.Scalar {
        switch value {
        case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576, 0x2578, 0x257A, 0x257C, 0x257E: "-"
        case 0x2550: "="
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577, 0x2579, 0x257B, 0x257D,
            0x257F:
            "|"
        case 0x2571: "/"
        case 0x2572: "\\"
        case 0x2573: "X"
        default: "+"
        }
    }

    /// By how much of the cell is filled, except for the thin ones at an edge, which are lines.
    private static func block(_ value: UInt32) -> Unicode.Scalar {
        switch value {
        case 0x2581, 0x2582, 0x2591, 0x2596, 0x2597, 0x2598, 0x259D: "."
        case 0x2580, 0x2583, 0x2584, 0x258D, 0x258E, 0x2592, 0x2594, 0x259A, 0x259E: "-"
        case 0x258F, 0x2595: "|"
        case 0x2585, 0x2586, 0x258B, 0x258C, 0x2590, 0x2593, 0x2599, 0x259B, 0x259C, 0x259F: "="
        default: "#"
        }
    }

    private static func shape(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "■", "▣"..."▩", "▪", "▬", "▮", "◼", "◾": "#"
        case "□", "▢", "▫", "▭", "▯", "◻", "◽", "○", "◌", "◦", "◯": "o"
        case "◐": "%"
        case "●", "◉", "◍"..."◓", "◕", "◘", "◙": "@"
        case "◎", "◔": "O"
        case "▲", "△", "▴", "▵": "^"
        case "▼", "▽", "▾", "▿": "v"
        case "▶"..."▻": ">"
        case "◀"..."◅": "<"
        case "◆", "◇", "◈", "◊": "*"
        default: "?"
        }
    }

    private static func braille(_ value: UInt32) -> Unicode.Scalar {
        switch (value & 0xFF).nonzeroBitCount {
        case 0: " "
        case 1, 2: "."
        case 3, 4: ":"
        case 5, 6: "*"
        default: "#"
        }
    }

    private static func symbol(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}", "\u{3000}": " "
        case "\u{2010}"..."\u{2015}", "−", "⎯", "─": "-"
        case "‖", "∣", "∥", "│", "⏸", "❘": "|"
        case "‘", "’", "′", "‵": "'"
        case "“", "”", "″", "‴": "\""
        case "•", "∙", "⋅", "…", "⋯", "∘": "."
        case "⋮", "∶", "⋰", "⋱": ":"
        case "‹", "⟨", "≤", "≪", "⏴", "⏪": "<"
        case "›", "⟩", "≥", "≫", "⏵", "⏩", "❯", "➜": ">"
        case "∂": "d"
        case "∑": "S"
        case "∏": "P"
        case "∇", "√", "∨", "✓", "✔": "v"
        case "∧", "ˆ": "^"
        case "∈", "ℯ": "e"
        case "ℒ", "ℓ": "L"
        case "ᵀ", "⊤": "T"
        case "ᵏ": "k"
        case "ᵗ": "t"
        case "ˣ": "x"
        case "ᵢ": "i"
        case "ⱼ": "j"
        case "␣": "_"
        case "⌫": "<"
        case "⌊": "["
        case "⌋": "]"
        case "ŷ", "Ŷ", "ȳ": "y"
        case "≈", "∼", "≃", "≅", "∝", "˜": "~"
        case "≠": "!"
        case "≡": "="
        case "∕", "⁄": "/"
        case "∗", "⋆", "★", "☆", "✱", "✦", "✶": "*"
        case "⊕": "+"
        case "⊖": "-"
        case "⊗", "✗", "✘", "✕", "✖", "⨯": "x"
        case "⊙", "⊚": "o"
        case "⏹", "⏺", "⬤": "#"
        case "⟲", "⟳": "@"
        case "⟵", "⏎": "<"
        case "⟶", "⟼": ">"
        case "⚠", "☣": "!"
        default: "?"
        }
    }

    /// Heavy, dashed and rounded lines as plain ones.
    private static func consoleLine(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x250C...0x250F, 0x256D: return "┌"
        case 0x2510...0x2513, 0x256E: return "┐"
        case 0x2514...0x2517, 0x2570: return "└"
        case 0x2518...0x251B, 0x256F: return "┘"
        case 0x251C...0x2523: return "├"
        case 0x2524...0x252B: return "┤"
        case 0x252C...0x2533: return "┬"
        case 0x2534...0x253B: return "┴"
        case 0x253C...0x254B: return "┼"
        case 0x2550...0x256C: return scalar
        default: break
        }
        switch line(scalar.value) {
        case "-": return "─"
        case "|": return "│"
        case let other: return other
        }
    }

    /// Eighths and quadrants as the halves and shades nearest to them.
    private static func consoleBlock(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2580, 0x2584, 0x2588, 0x258C, 0x2590, 0x2591, 0x2592, 0x2593: scalar
        case 0x2581: "_"
        case 0x2582...0x2585: "▄"
        case 0x2586, 0x2587, 0x2589, 0x258A: "█"
        case 0x258B, 0x258D: "▌"
        case 0x258E, 0x258F, 0x2595: "│"
        case 0x2594: "▀"
        case 0x2596...0x2598, 0x259D: "░"
        case 0x259A, 0x259E: "▒"
        default: "▓"
        }
    }
}
