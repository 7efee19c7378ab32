import TerminalGraphics
import Testing

@Suite struct FrameTests {
    @Test func titleStandsLeftAndNoteRight() {
        let frame = Frame(title: "Loss", note: "log y")
        #expect(
            grid(22, 3) { _ = frame.draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == """
                ╭ Loss ─────── log y ╮
                │                    │
                ╰────────────────────╯
                """)
    }

    @Test(arguments: [
        (Frame.Line.rounded, GlyphTier.ascii, "+ A -+\n|    |\n+----+"),
        (.heavy, .blocks, "┏ A ━┓\n┃    ┃\n┗━━━━┛"),
        (.heavy, .ascii, "# A =#\n|    |\n#====#"),
        (.double, .braille, "╔ A ═╗\n║    ║\n╚════╝"),
    ])
    func linesFollowStyleAndTier(line: Frame.Line, glyphs: GlyphTier, expected: String) {
        #expect(grid(6, 3) { _ = Frame(title: "A", line: line).draw(in: $0.bounds, on: &$0, glyphs: glyphs) } == expected)
    }

    @Test(arguments: [
        (16, "╭ Loss ─ log y ╮"), (15, "╭ Loss ───────╮"), (9, "╭ Loss ─╮"), (8, "╭ Loss ╮"), (7, "╭ Lo… ╮"), (5, "╭ … ╮"),
        (4, "╭──╮"), (2, "╭╮"), (1, ""),
    ])
    func topLineGivesUpTheNoteBeforeTheTitle(width: Int, expected: String) {
        #expect(
            grid(width, 1) { _ = Frame(title: "Loss", note: "log y").draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == expected)
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        #expect(staysInside(size) { Frame(title: "Title", note: "n").draw(in: $0, on: &$1, glyphs: $2) })
    }

    @Test func contentIsTheInside() {
        #expect(Frame.content(of: Rect(x: 3, y: 2, width: 10, height: 5)) == Rect(x: 4, y: 3, width: 8, height: 3))
        #expect(Frame.content(of: Rect(x: 0, y: 0, width: 1, height: 1)).isEmpty)
    }
}
