import TerminalGraphics
import Testing

struct TransliterationTests {
    @Test(arguments: [
        ("─│┌┐└┘├┤┬┴┼╭╮╰╯━┃═║", "-|+++++++++++++-|=|"), ("█▓▒░▀▄▌▐▁▇", "#=-.--==.#"), ("⠀⠁⠇⡇⣇⣿", " .::*#"),
        ("δ∂Σση‖−·×⋮▶◀←→↑↓●○", "ddSsn|-.x:><<>^v@o"), ("⁰¹²³⁹₀₅⁻⁺", "012390" + "5-+"), ("αβγεθλμπΔΩ", "abgetlupDO"),
        ("≈≤≥≠∇√…–—“”’", "~<>!vv.--\"\"'"), ("éÀüñßŷᵀ", "eAunsyT"), ("✓✗★■□▲▼", "vx*#o^v"), ("βᵏᵗwᵢⱼ␣⌫⋆⌊⌋", "bktwij_<*[]"),
        ("中😀ﷺ", "???"),
        ("\u{7}\u{7F}\u{9B}\u{A0}", "    "),
        (" azAZ09~", " azAZ09~"),
    ])
    func everyCharacterHasAnAsciiOneOfTheSameWidth(_ text: String, _ ascii: String) {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(Transliteration.ascii(scalar)) }
        #expect(String(result) == ascii)
    }

    @Test func asciiIsAlwaysPrintable() {
        let scalars = (UInt32(0)...0x1_F000).compactMap { Unicode.Scalar($0) }
        #expect(scalars.filter { !(0x20...0x7E).contains(Transliteration.ascii($0).value) } == [])
    }

    @Test(arguments: [
        ("╭─╮│╰╯━┃┏┿", "┌─┐│└┘─│┌┼"), ("▁▂▄▅▆▇█▏▌", "_▄▄▄███│▌"), ("⣿⠁●○→σδ", "#.•○→σd"), ("é²·×", "é²·×"), ("╔═╗", "╔═╗"),
    ])
    func theConsoleIsSentWhatItsFontHas(_ text: String, _ shown: String) {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(Transliteration.console(scalar)) }
        #expect(String(result) == shown)
    }

    @Test func withoutBrailleOnlyBrailleChanges() {
        #expect(Transliteration.withoutBraille("⣿") == "#")
        #expect(Transliteration.withoutBraille("▀") == "▀")
        #expect(Transliteration.withoutBraille("α") == "α")
    }

    @Test(arguments: [
        ("δ = ∂L/∂z      −1.00|", "delta = dL/dz  -1.00|"), ("|  −η·∂L/∂w    0.2 |", "|  -eta.dL/dw  0.2 |"),
        ("│     δ/δₙ│", "| delta/dn|"), ("│δ│δ     │", "|d|delta |"), ("│      5 δ│", "|  5 delta|"),
        ("δ δ         x", "delta delta x"),
        ("δ⠁        ", "d.        "),
    ])
    func lettersAreSpelledOutWhereThereIsRoom(_ text: String, _ shown: String) {
        var canvas = Canvas(Size(width: text.cellWidth, height: 1))
        canvas.text(text, x: 0, y: 0)
        canvas.transliterate()
        #expect(canvas.plainText() == shown.trimmingEnd, "\(text)")
        #expect((0..<canvas.size.width).allSatisfy { canvas[$0, 0].scalar.value < 0x7F })
    }
}

extension String {
    /// Without blanks at its end, as a canvas is printed.
    fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
