import TerminalGraphics
import Testing

@Suite struct BrailleCanvasTests {
    func lines(_ width: Int, _ height: Int, _ glyphs: GlyphTier, _ segments: [(Double, Double, Double, Double)]) -> String {
        var dots = BrailleCanvas(Size(width: width, height: height), glyphs: glyphs)
        for segment in segments { dots.line(fromX: segment.0, y: segment.1, toX: segment.2, y: segment.3, .terminal) }
        return grid(width, height) { dots.draw(at: Point(x: 0, y: 0), on: &$0) }
    }

    @Test func everyDotHasItsPlace() {
        let expected: [(Int, Int, Unicode.Scalar)] = [
            (0, 0, "⠁"), (0, 1, "⠂"), (0, 2, "⠄"), (0, 3, "⡀"), (1, 0, "⠈"), (1, 1, "⠐"), (1, 2, "⠠"), (1, 3, "⢀"),
        ]
        for (x, y, scalar) in expected {
            var dots = BrailleCanvas(Size(width: 1, height: 1), glyphs: .braille)
            dots.set(x: x, y: y, .terminal)
            #expect(dots.isSet(x: x, y: y) && !dots.isSet(x: 1 - x, y: y))
            #expect(canvas(1, 1) { dots.draw(at: Point(x: 0, y: 0), on: &$0) }[0, 0].scalar == scalar)
        }
    }

    @Test(arguments: [(GlyphTier.braille, 3, 4.0, "⠑⢄\n  ⠁"), (.blocks, 4, 3.0, "▀▄\n  ▀▄"), (.ascii, 4, 3.0, "'.\n  '.")])
    func linesAreStraight(glyphs: GlyphTier, width: Int, end: Double, expected: String) {
        #expect(lines(width, 2, glyphs, [(0, 0, end, end)]) == expected)
    }

    @Test func linesFromFarOutsideAreCut() {
        #expect(lines(3, 1, .braille, [(-1e9, 0, 1e9, 0)]) == "⠉⠉⠉")
        #expect(lines(3, 1, .braille, [(-1e12, 2, 1e12, 2)]) == "⠤⠤⠤")
        #expect(lines(3, 1, .braille, [(0, -50, 5, -40), (9, 0, 9, 3), (.nan, 0, 3, 3), (0, 0, .infinity, 0)]) == "")
        #expect(lines(0, 0, .braille, [(0, 0, 3, 3)]) == "")
    }

    @Test func theLastColorOfACellCounts() {
        var dots = BrailleCanvas(Size(width: 1, height: 1), glyphs: .braille)
        dots.set(x: 0, y: 0, .hex(0xFF0000))
        dots.set(x: 1, y: 0, .hex(0x00FF00))
        #expect(canvas(1, 1) { dots.draw(at: Point(x: 0, y: 0), on: &$0) }[0, 0] == Cell("⠉", Style(.hex(0x00FF00))))
    }
}
