import TerminalGraphics
import Testing

@Suite struct OutputTests {
    @Test func diffsAreRunsOfChangedCells() {
        let old = canvas(6, 2) { $0.text("abcdef", x: 0, y: 0) }
        let new = canvas(6, 2) {
            $0.text("aXYdeZ", x: 0, y: 0)
            $0.put("!", x: 0, y: 1)
        }
        let diff = CanvasDiff(from: old, to: new)
        #expect(diff.count == 4)
        #expect(
            diff.runs.map { "\($0.x),\($0.y) " + $0.cells.map { String($0.scalar) }.joined() } == ["1,0 XY", "5,0 Z", "0,1 !"])
        #expect(CanvasDiff(from: new, to: new).isEmpty)
        #expect(CanvasDiff(from: canvas(5, 2) { _ in }, to: new).count == 12)
        #expect(CanvasDiff(from: canvas(0, 0) { _ in }, to: canvas(0, 0) { _ in }).isEmpty)
    }

    @Test func stylesBecomeSequences() {
        let frame = canvas(5, 2) {
            $0.text("ab", x: 0, y: 0, Style(.hex(0x010203), on: .hex(0xFFFFFF), [.bold, .reverse]))
            $0.text("c", x: 2, y: 0)
            $0.text("d", x: 0, y: 1, Style(.terminal, on: .terminal, [.dim, .italic, .underline]))
        }
        #expect(AnsiText().string(frame) == "\u{1B}[0;1;7;38;2;1;2;3;48;2;255;255;255mab\u{1B}[0mc\n\u{1B}[0;2;3;4md\u{1B}[0m\n")
        #expect(AnsiText(depth: .palette256).string(frame).hasPrefix("\u{1B}[0;1;7;38;5;16;48;5;231mab"))
        #expect(AnsiText(depth: .none).string(frame).hasPrefix("\u{1B}[0;1;7mab"))
    }

    @Test func coloredBlanksAreKeptPlainOnesAreNot() {
        let frame = canvas(4, 1) { $0.put(" ", x: 1, y: 0, Style(.terminal, on: .hex(0))) }
        #expect(AnsiText().string(frame) == " \u{1B}[0;48;2;0;0;0m \u{1B}[0m\n")
        #expect(AnsiText().string(canvas(3, 1) { _ in }) == "\n")
        #expect(AnsiText().string(canvas(0, 0) { _ in }) == "")
    }

    @Test func everyPaletteColorIsNearestToItself() {
        for index in 16...255 {
            #expect(Palette256.color(Palette256.nearest(to: Palette256.color(index))) == Palette256.color(index), "\(index)")
        }
    }

    @Test(
        arguments: [(0xFF0000, 196), (0x808080, 244), (0x000000, 16), (0xFFFFFF, 231), (0x5F87AF, 67), (0x121212, 233)]
            as [(UInt32, Int)])
    func paletteColors(hex: UInt32, index: Int) {
        #expect(Palette256.nearest(to: .hex(hex)) == index)
    }
}
