import TerminalGraphics
import Testing

@Suite struct BarTests {
    private func draw(_ fraction: Double, _ width: Int, _ shape: BarShape = .block, _ glyphs: GlyphTier = .blocks) -> String {
        grid(width, 1) { $0.bar(fraction, in: $0.bounds, .terminal, shape: shape, glyphs: glyphs) }
    }

    @Test func everyEighthHasItsLength() {
        #expect((1...8).map { draw(Double($0) / 8, 1) } == ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"])
        #expect(draw(0.29, 10) == "██▉")
    }

    @Test(arguments: [
        (0.5, "━━━━"), (0.51, "━━━━"), (0.55, "━━━━╸"), (0.58, "━━━━╸"), (0.6, "━━━━━"), (0.01, "╸"), (1, "━━━━━━━━"),
    ])
    func linesHaveHalvesOfACell(fraction: Double, line: String) { #expect(draw(fraction, 8, .line) == line) }

    @Test(arguments: [
        (BarShape.block, 0.5, "####"), (.line, 0.5, "####"), (.block, 0.57, "#####"), (.block, 0.55, "####"), (.block, 0.01, "-"),
    ])
    func asciiBarsAreWholeCells(shape: BarShape, fraction: Double, bar: String) {
        #expect(draw(fraction, 8, shape, .ascii) == bar)
    }

    @Test(arguments: [BarShape.block, .line], GlyphTier.allCases)
    func moreThanNothingShowsAndMoreThanAllIsCutOff(shape: BarShape, glyphs: GlyphTier) {
        #expect(draw(0, 6, shape, glyphs).isEmpty && draw(-1, 6, shape, glyphs).isEmpty && draw(.nan, 6, shape, glyphs).isEmpty)
        #expect(draw(1e-9, 6, shape, glyphs).count == 1)
        #expect(draw(7, 6, shape, glyphs) == draw(1, 6, shape, glyphs) && draw(1, 6, shape, glyphs).count == 6)
        #expect(draw(.infinity, 6, shape, glyphs) == draw(1, 6, shape, glyphs))
    }

    @Test func theEndOfABarStandsOnWhatIsBehindIt() {
        let drawn = canvas(4, 1) {
            $0.fill($0.bounds, with: Cell(" ", Style(.terminal, on: .hex(0x00FF00))))
            $0.bar(0.375, in: $0.bounds, .hex(0xFF0000), glyphs: .blocks)
        }
        #expect(drawn[1, 0] == Cell("▌", Style(.hex(0xFF0000), on: .hex(0x00FF00))))
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        #expect(staysInside(size) { $1.bar(1, in: $0, .terminal, glyphs: $2) })
        #expect(staysInside(size) { $1.bar(0.3, in: $0, .terminal, shape: .line, glyphs: $2) })
    }
}
