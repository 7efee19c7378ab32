import CursesTerminal
import TerminalGraphics
import Testing

struct TerminalProfileTests {
    @Test(arguments: [
        ("xterm-256color", true, true, GlyphTier.braille), ("tmux-256color", true, true, .braille),
        ("screen", true, true, .braille),
        ("foot", true, true, .braille), ("vte-256color", true, true, .braille), ("linux", true, false, .blocks),
        ("linux-16color", true, false, .blocks),
        ("vt100", true, false, .ascii), ("vt220", true, false, .ascii), ("ansi", true, false, .ascii),
        ("xterm-256color", false, true, .ascii),
        ("linux", false, false, .ascii),
    ])
    func theGlyphsAreThoseThatTheTerminalAndTheLocaleHave(_ term: String, _ isUTF8: Bool, _ hasMouse: Bool, _ glyphs: GlyphTier) {
        #expect(TerminalProfile(term: term, isUTF8: isUTF8, hasMouse: hasMouse).glyphs == glyphs)
    }

    @Test func theUserMayAskForOthersButNotAgainstTheLocale() {
        #expect(TerminalProfile(term: "linux", isUTF8: true, hasMouse: false, wanted: .braille).character("⣿") == "⣿")
        #expect(TerminalProfile(term: "xterm", isUTF8: true, hasMouse: true, wanted: .ascii).character("█") == "#")
        #expect(TerminalProfile(term: "xterm", isUTF8: true, hasMouse: true, wanted: .blocks).character("⣿") == "#")
        #expect(TerminalProfile(term: "xterm", isUTF8: true, hasMouse: true, wanted: .blocks).character("▀") == "▀")
        #expect(TerminalProfile(term: "xterm", isUTF8: false, hasMouse: true, wanted: .braille).character("▀") == "-")
    }

    @Test func onlyTerminalsThatSpeakXtermAreSentPrivateModes() {
        #expect(TerminalProfile(term: "xterm", isUTF8: true, hasMouse: true).isRich)
        #expect(!TerminalProfile(term: "linux", isUTF8: true, hasMouse: false).isRich)
        #expect(!TerminalProfile(term: "vt100", isUTF8: true, hasMouse: false).isRich)
    }

    private func sequences(isRich: Bool, mouse: Bool = true, _ capabilities: [String: String]) -> ControlSequences {
        ControlSequences(isRich: isRich, mouse: mouse) { capabilities[$0].map { Array($0.utf8) } }
    }

    @Test func whateverIsSwitchedOnIsSwitchedOff() throws {
        let sequences = sequences(
            isRich: true, ["smcup": "<in>", "rmcup": "<out>", "civis": "<hide>", "cnorm": "<show>", "sgr0": "<plain>"])
        let enter = String(decoding: sequences.enter, as: UTF8.self)
        let leave = String(decoding: sequences.leave, as: UTF8.self)
        #expect(enter.contains("<in>") && leave.contains("<out>") && leave.hasSuffix("<show>"))
        for mode in ["1002", "1006", "1004", "2004"] {
            #expect(enter.contains(mode))
            #expect(leave.contains(mode))
        }
        #expect(leave.contains("2026l"))
        #expect(leave.hasPrefix("\u{18}\u{1B}\\"))
    }

    /// A frame may be cut off between the sequence that lets some rows scroll alone and the one that takes it back.
    @Test(arguments: [true, false]) func whatScrollsAloneIsGivenBackBeforeTheScreenIs(_ isRich: Bool) throws {
        let leave = String(
            decoding: sequences(isRich: isRich, ["csr": "<csr>", "rmcup": "<out>"]).leave, as: UTF8.self)
        let (margins, out) = (try #require(leave.range(of: "\u{1B}[r")), try #require(leave.range(of: "<out>")))
        #expect(margins.upperBound <= out.lowerBound)
        let without = String(decoding: sequences(isRich: isRich, ["rmcup": "<out>"]).leave, as: UTF8.self)
        #expect(!without.contains("\u{1B}[r"), "a terminal without it is not sent it")
    }

    @Test func aPoorTerminalIsSentWhatItsDescriptionHasAndNothingElse() {
        let sequences = sequences(isRich: false, ["clear": "<clear>", "smkx": "<keys>", "rmkx": "<nokeys>"])
        #expect(String(decoding: sequences.enter, as: UTF8.self) == "<clear><keys>")
        #expect(String(decoding: sequences.leave, as: UTF8.self) == "\u{18}\u{1B}\\<nokeys><clear>")
        #expect(sequences.beginFrame.isEmpty && sequences.endFrame.isEmpty)
    }

    @Test func theMouseIsLeftToTheTerminalWhereItIsNotWanted() {
        #expect(!String(decoding: sequences(isRich: true, mouse: false, [:]).enter, as: UTF8.self).contains("1002"))
    }

    @Test(arguments: [
        TerminalError.noTerminal, .typeUnset, .typeUnknown("nosuchterm"), .typeTooPlain("dumb"), .noDatabase("xterm"),
        .alreadyOpen, .curses("xterm"),
        .device(path: "/dev/pts/1", operation: "open", code: 13, reason: "Permission denied"),
    ])
    func everyErrorIsOneLineOfWhatToDo(_ error: TerminalError) {
        #expect(!error.description.contains("\n"))
        #expect(error.description.contains("`backstep train`") || error == .alreadyOpen)
    }

    @Test func aNameFromTheEnvironmentCannotSmuggleEscapeSequences() {
        let description = TerminalError.typeUnknown("x\u{1B}[2J\u{9B}1m\nrm" + String(repeating: "y", count: 500)).description
        #expect(!description.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        #expect(description.count < 300)
    }
}
