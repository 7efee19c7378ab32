import TerminalGraphics
import Testing

/// A wide character takes two cells everywhere, so that what stands beside it stays where it is.
@Suite struct WideCharacterTests {
    @Test func theBorderKeepsItsColumn() {
        let screen = canvas(8, 2) { canvas in
            canvas.text("日本", x: 0, y: 0)
            canvas.text("abcd", x: 0, y: 1)
            for y in 0..<2 { canvas.put("│", x: 5, y: y) }
        }
        #expect(screen[5, 0].scalar == "│")
        #expect(screen.plainText() == "日本 │\nabcd │")
        #expect(AnsiText(depth: .none).string(screen) == "日本 │\nabcd │\n")
        #expect(screen.plainText().split(separator: "\n").map { String($0).cellWidth } == [6, 6])
    }

    @Test func halfOfOneIsBlank() {
        #expect(
            grid(4, 1) {
                $0.text("日本", x: 0, y: 0)
                $0.put("x", x: 1, y: 0)
            } == " x本")
        #expect(
            grid(4, 1) {
                $0.text("日本", x: 0, y: 0)
                $0.put("x", x: 2, y: 0)
            } == "日x")
        #expect(
            grid(4, 1) {
                $0.text("日本", x: 0, y: 0)
                $0.text("語", x: 1, y: 0)
            } == " 語")
        #expect(
            grid(5, 1) {
                $0.text("日本", x: 0, y: 0)
                $0.fill(Rect(x: 1, y: 0, width: 2, height: 1), with: Cell("#"))
            } == " ##")
        #expect(grid(3, 1) { $0.text("日本", x: 0, y: 0) } == "日", "no room at the edge")
    }

    @Test func textIsCutBetweenThem() {
        #expect(grid(9, 1) { $0.text("日本語", x: 0, y: 0, width: 5) } == "日本")
        #expect(grid(9, 1) { $0.text("日本語", x: 0, y: 0, width: 5, ellipsis: true) } == "日本…")
        #expect(grid(9, 1) { $0.text("日本語", x: 0, y: 0, width: 4, ellipsis: true) } == "日 …")
        var end = 0
        _ = canvas(9, 1) { end = $0.text("日本", x: 1, y: 0) }
        #expect(end == 5)
    }

    @Test func aChangedHalfIsWrittenWithTheOther() {
        let old = canvas(4, 1) { $0.text("日本", x: 0, y: 0) }
        var new = old
        new.restyle(x: 1, y: 0) { $0 = Style(.hex(0xFF0000)) }
        let runs = CanvasDiff(from: old, to: new).runs
        #expect(runs.map(\.x) == [0] && runs.map(\.cells.count) == [2])
    }

    @Test func inASCIIEachIsOneSignAndABlank() {
        var screen = canvas(6, 1) { $0.text("日本│", x: 0, y: 0) }
        screen.transliterate()
        #expect(screen.plainText() == "? ? |")
    }
}
