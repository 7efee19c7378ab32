import TerminalGraphics
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("δ₅ = −0.2", 9), ("e\u{301}a", 2), ("a\u{200D}b", 2),
        ("日本", 4), ("한국어", 6), ("Ａ1", 3), ("🐈", 2), ("▀⣿╭─…→∂₅◆★", 10),
    ])
    func widthCountsCells(text: String, width: Int) {
        #expect(text.cellWidth == width)
    }

    @Test(arguments: [
        ("gradient", 8, "gradient"), ("gradient", 7, "gradie…"), ("gradient", 1, "…"), ("gradient", 0, ""), ("gradient", -3, ""),
        ("", 4, ""), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 1, "…"),
    ])
    func truncationMarksWhatIsMissing(text: String, width: Int, expected: String) {
        #expect(text.truncated(to: width) == expected)
        #expect(StyledText(text).truncated(to: width).string == expected)
    }

    @Test func styledTextTakesInterpolation() {
        let layer = 3
        #expect(StyledText("layer \(layer)") == "layer \(layer)")
    }

    @Test func asciiTruncationUsesATilde() { #expect("gradient".truncated(to: 4, glyphs: .ascii) == "gra~") }

    @Test(arguments: [(HorizontalAlignment.left, "ab   "), (.center, " ab  "), (.right, "   ab")])
    func paddingAligns(alignment: HorizontalAlignment, expected: String) {
        #expect("ab".padded(to: 5, alignment) == expected)
        #expect("日".padded(to: 5, alignment).cellWidth == 5)
        #expect("日本語".padded(to: 4, alignment).cellWidth == 4, "a cut between two cells leaves a blank")
    }

    @Test(arguments: [
        ("the chain rule", 9, ["the chain", "rule"]), ("the chain rule", 8, ["the", "chain", "rule"]),
        ("backwards", 4, ["back", "ward", "s"]),
        ("a\n\nb", 3, ["a", "", "b"]), ("", 3, [""]), ("  in  out ", 5, ["  in", "out"]), ("abc", 0, []),
        ("abc def ", 3, ["abc", "def"]),
        ("ab", 1, ["a", "b"]), ("日本語 ab", 5, ["日本", "語 ab"]), ("日本", 3, ["日", "本"]), ("日本", 1, ["日", "本"]),
    ])
    func wrappingBreaksAtBlanks(text: String, width: Int, expected: [String]) {
        #expect(text.wrapped(to: width) == expected)
    }

    @Test func wrappingKeepsStyles() {
        let bold = Style(.terminal, on: .terminal, .bold)
        let text = StyledText([("the ", .plain), ("chain", bold), (" rule", .plain)])
        #expect(text.wrapped(to: 5) == ["the", StyledText("chain", bold), "rule"])
    }

    @Test func truncationCutsInsideTheRightRun() {
        let bold = Style(.terminal, on: .terminal, .bold)
        let text = StyledText([("abc", .plain), ("def", bold)])
        #expect(text.truncated(to: 5) == StyledText([("abc", .plain), ("d…", bold)]))
        #expect(text.truncated(to: 3).string == "ab…")
        #expect(text.truncated(to: 6) == text)
    }

    @Test func textIsCutToItsArea() {
        let text: StyledText = "gradient"
        #expect(
            grid(12, 3) { canvas in
                canvas.text(text, in: Rect(x: 1, y: 0, width: 10, height: 1), .right)
                canvas.text(text, in: Rect(x: 1, y: 1, width: 5, height: 1), .center)
                canvas.text(text, in: Rect(x: 1, y: 2, width: 0, height: 1))
            } == "   gradient\n grad…\n")
    }

    @Test func linesBelowTheAreaAreLeftOut() {
        var rows = 0
        #expect(grid(3, 3) { rows = $0.lines(["a", "b", "c"], in: Rect(x: 0, y: 0, width: 3, height: 2)) } == "a\nb\n")
        #expect(rows == 2)
    }
}
