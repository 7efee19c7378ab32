import CursesTerminal
import TerminalGraphics
import Testing

struct MouseAndPasteTests {
    private func decode(_ text: String) -> [InputEvent] {
        var decoder = KeyDecoder()
        decoder.bounds = Size(width: 120, height: 40)
        return decoder.decode(Array(text.utf8), at: .zero)
    }

    @Test(arguments: [
        ("\u{1B}[<0;1;1M", MouseEvent(.press, .left, at: Point(x: 0, y: 0))),
        ("\u{1B}[<0;1;1m", MouseEvent(.release, .left, at: Point(x: 0, y: 0))),
        ("\u{1B}[<1;20;10M", MouseEvent(.press, .middle, at: Point(x: 19, y: 9))),
        ("\u{1B}[<2;20;10M", MouseEvent(.press, .right, at: Point(x: 19, y: 9))),
        ("\u{1B}[<20;20;10M", MouseEvent(.press, .left, at: Point(x: 19, y: 9))),
        ("\u{1B}[<32;3;4M", MouseEvent(.drag, .left, at: Point(x: 2, y: 3))),
        ("\u{1B}[<64;3;4M", MouseEvent(.scrollUp, .none, at: Point(x: 2, y: 3))),
        ("\u{1B}[<65;3;4M", MouseEvent(.scrollDown, .none, at: Point(x: 2, y: 3))),
        ("\u{1B}[<0;999999;999999M", MouseEvent(.press, .left, at: Point(x: 119, y: 39))),
        ("\u{1B}[<0;99999999999999999999999;0M", MouseEvent(.press, .left, at: Point(x: 119, y: 0))),
    ])
    func aReportIsWhatTheMouseDidInsideTheScreen(_ report: String, _ event: MouseEvent) {
        #expect(decode(report) == [.mouse(event)])
    }

    @Test(arguments: [
        "\u{1B}[<35;3;4M", "\u{1B}[<66;3;4M", "\u{1B}[<0;1M", "\u{1B}[<M", "\u{1B}[<128;1;1M", "\u{1B}[<65535;1;1M",
    ])
    func reportsOfNothingThatMattersAreDropped(_ report: String) {
        #expect(decode(report + "q") == [.key(.character("q"))])
    }

    @Test func focusIsToldApartFromKeys() {
        #expect(decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
    }

    @Test(arguments: [
        ("", ""), ("quit\r\nnow\rq", "quit\nnow\nq"), ("a\u{1B}[Ab", "a[Ab"), ("tab\tδ", "tab\tδ"), ("\u{1B}[201", "[201"),
        ("\u{1B}\u{1B}\u{1B}", ""), ("\u{3}\u{0}\u{7F}x", "x"),
    ])
    func aPasteIsTextAndNeverKeys(_ pasted: String, _ text: String) {
        #expect(decode("\u{1B}[200~" + pasted + "\u{1B}[201~q") == [.paste(text), .key(.character("q"))])
    }

    @Test func aPasteInManyPiecesIsOne() {
        var decoder = KeyDecoder()
        var events: [InputEvent] = []
        let whole = "\u{1B}[200~\(String(repeating: "qs", count: 500))\u{1B}[201~"
        for (index, byte) in whole.utf8.enumerated() { events += decoder.decode([byte], at: .milliseconds(index)) }
        #expect(events == [.paste(String(repeating: "qs", count: 500))])
    }

    @Test func aPasteThatNeverEndsIsOverInLessThanTwoSeconds() throws {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\u{1B}[200~abc".utf8), at: .zero) == [])
        let deadline = try #require(decoder.deadline)
        #expect(deadline < .seconds(2))
        #expect(decoder.expire(at: deadline) == [.paste("abc")])
        #expect(decoder.decode(Array("q".utf8), at: deadline) == [.key(.character("q"))])
    }

    @Test func aPasteBeyondAllMeasureIsCutAndStillEnds() throws {
        var decoder = KeyDecoder()
        let huge = [UInt8](repeating: UInt8(ascii: "x"), count: (1 << 20) + 5000)
        #expect(decoder.decode(Array("\u{1B}[200~".utf8) + huge, at: .zero) == [])
        let events = decoder.decode(Array("\u{1B}[201~q".utf8), at: .zero)
        #expect(events.count == 2)
        #expect(events.last == .key(.character("q")))
        guard case .paste(let text) = events[0] else {
            Issue.record("expected a paste")
            return
        }
        #expect(text.utf8.count == 1 << 20)
    }
}
