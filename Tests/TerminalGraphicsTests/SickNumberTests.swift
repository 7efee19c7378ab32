import TerminalGraphics
import Testing

/// Numbers of sick networks on their way to the screen.
struct SickNumberTests {
    private static let sick: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.5, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1e300, -1e300,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e15, 1e16, 1e18, 1e19, Double(Float.greatestFiniteMagnitude),
    ]

    @Test func plotsOfSickNumbersAreDrawn() {
        for a in Self.sick {
            for b in Self.sick {
                let values = [a, b, a, 1, b]
                var dots = BrailleCanvas(Size(width: 20, height: 6), glyphs: .braille)
                dots.line(fromX: a, y: b, toX: b, y: a, .terminal)
                dots.line(fromX: 3, y: a, toX: b, y: 4, .terminal)
                for format in [NumberFormat.fixed(3), .significant(4), .scientific(3), .compact, .integer] {
                    for value in values { #expect(!format.string(value).isEmpty) }
                }
                _ = Color.hex(0x123456).mixed(with: .hex(0xFEDCBA), a)
                _ = Colormap.sequential.color(at: a)
            }
        }
    }
}
