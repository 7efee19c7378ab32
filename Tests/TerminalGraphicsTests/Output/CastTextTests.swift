import TerminalGraphics
import Testing

@Suite("Recordings")
struct CastTextTests {
    private func canvas(_ text: String, width: Int = 4) -> Canvas {
        var canvas = Canvas(Size(width: width, height: 1))
        canvas.text(text, x: 0, y: 0)
        return canvas
    }

    @Test func theHeaderSaysSizeTimeAndTitle() {
        let line = CastText().header(Size(width: 80, height: 24), secondsSince1970: 7, title: "a \"b\"\n")
        #expect(
            line
                == "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":7,\"title\":\"a \\\"b\\\"\\n\",\"env\":{\"TERM\":\"xterm-256color\"}}\n"
        )
    }

    @Test func theFirstFrameIsWholeAndLaterOnesAreWhatChanged() {
        var cast = CastText()
        #expect(cast.frame(canvas("ab"), at: 0) == "[0.000000,\"o\",\"\\u001b[?25l\\u001b[2J\\u001b[1;1H\\u001b[0mab  \"]\n")
        #expect(cast.frame(canvas("ab"), at: 0.5).isEmpty)
        #expect(cast.frame(canvas("aβ"), at: 1.25) == "[1.250000,\"o\",\"\\u001b[1;2H\\u001b[0mβ\"]\n")
    }

    @Test func anotherSizeIsToldAndDrawnWhole() {
        var cast = CastText()
        _ = cast.frame(canvas("ab"), at: 0)
        let lines = cast.frame(canvas("ab", width: 2), at: 2).split(separator: "\n")
        #expect(lines.first == "[2.000000,\"r\",\"2x1\"]")
        #expect(lines.last?.hasPrefix("[2.000000,\"o\",") == true)
    }
}
