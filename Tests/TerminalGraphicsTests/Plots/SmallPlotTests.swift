import TerminalGraphics
import Testing

@Suite struct SmallPlotTests {
    @Test(arguments: [
        (GlyphTier.braille, "▁▂▃▄▅▆▇█×▲▼"), (.blocks, "▁▂▃▄▅▆▇█×▲▼"), (.ascii, "_.-=+*#%x^v"),
    ])
    func sparklinesClimb(glyphs: GlyphTier, expected: String) {
        let line = Sparkline([0, 1, 2, 3, 4, 5, 6, 7, .nan, .infinity, -.infinity])
        #expect(grid(20, 1) { line.draw(in: $0.bounds, on: &$0, glyphs: glyphs) } == expected)
    }

    @Test func sparklinesShowTheNewest() {
        #expect(grid(3, 1) { Sparkline([9, 0, 1, 2]).draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "▁▅█")
        #expect(grid(3, 1) { Sparkline([2, 2]).draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "▅▅")
        #expect(
            grid(3, 1) { Sparkline([5, 0], axis: Axis(.linear, 0, 1)).draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "█▁")
    }

    @Test func histogramsStandOnTheirRange() {
        let histogram = Histogram(counts: [0, 1, 4, 8, 6, 2, 1], range: -0.5...0.5)
        #expect(
            grid(14, 5) { histogram.draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == """
                      ██
                      ████
                    ██████
                  ▄▄████████▄▄
                −0.50  0  0.50
                """)
        #expect(
            grid(14, 3) { histogram.draw(in: $0.bounds, on: &$0, glyphs: .ascii) } == """
                      ##::
                  ..######::..
                -0.50  0  0.50
                """)
    }

    @Test func histogramsCountWhatIsNotFinite() {
        let histogram = Histogram(of: [0, 0.1, 0.9, 1, .nan, .infinity], bins: 2)
        #expect(histogram.counts == [2, 2] && histogram.broken == 2 && histogram.range == 0...1)
        #expect(grid(16, 2) { histogram.draw(in: $0.bounds, on: &$0, glyphs: .blocks) }.hasPrefix("████2 not finite"))
        #expect(Histogram(of: [Float](), bins: 3).counts == [0, 0, 0])
        #expect(Histogram(of: [5, -5], bins: 2, range: 0...1).counts == [1, 1])
    }

    @Test func logarithmicHistogramsShowSmallCounts() {
        let histogram = Histogram(counts: [1_000_000, 999, 1], range: 0...1, isLogarithmic: true)
        #expect(grid(3, 2) { histogram.draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "█\n██▁")
    }

    @Test(arguments: tinySizes) func allStayInsideTheirAreas(size: Size) {
        #expect(staysInside(size) { Sparkline([1, .nan, 3]).draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { Histogram(of: [1, 2, 3, .nan], bins: 7).draw(in: $0, on: &$1, glyphs: $2) })
    }
}
