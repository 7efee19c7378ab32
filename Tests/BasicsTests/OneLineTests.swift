import Basics
import Testing

struct OneLineTests {
    @Test(arguments: [
        ("plain: 28×28 → η", "plain: 28×28 → η"),
        ("a\nb\r\nc", #"a\u{a}b\u{d}\u{a}c"#),
        ("\u{1B}[31mred", #"\u{1b}[31mred"#),
        ("\u{202E}backwards\u{2028}", #"\u{202e}backwards\u{2028}"#),
    ])
    func whatATerminalWouldObeyIsShown(text: String, line: String) {
        #expect(OneLine.of(text) == line)
    }

    @Test func aLongTextKeepsItsSubjectAndItsAdvice() {
        let line = OneLine.of("network '" + String(repeating: "relu,", count: 10_000) + "': expected less; try relu", atMost: 60)
        #expect(line.count == 60)
        #expect(line.hasPrefix("network 'relu,"))
        #expect(line.hasSuffix("': expected less; try relu"))
    }

    @Test func aTextOfTheGreatestLengthStaysWhole() {
        let text = String(repeating: "x", count: 16)
        #expect(OneLine.of(text, atMost: 16) == text)
        #expect(OneLine.of(text + "x", atMost: 16).count == 16)
    }
}
