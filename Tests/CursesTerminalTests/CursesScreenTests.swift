import CursesTerminal
import TerminalGraphics
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One screen can be open at a time, hence one test at a time.
@Suite(.serialized)
struct CursesScreenTests {
    private func terminal(_ width: Int = 40, _ height: Int = 10) throws -> PseudoTerminal {
        try #require(PseudoTerminal(Size(width: width, height: height)), "this machine has no pseudo-terminals")
    }

    private func options(_ terminal: PseudoTerminal, term: String = "xterm-256color", color: Bool = true) -> ScreenOptions {
        ScreenOptions(term: term, color: color, device: terminal.path)
    }

    private func canvas(_ size: Size, _ text: String, _ style: Style = .plain) -> Canvas {
        var canvas = Canvas(size)
        canvas.text(text, x: 0, y: 0, style)
        return canvas
    }

    @Test func closingGivesTheTerminalBackAsItWas() throws {
        let terminal = try terminal()
        let before = terminal.modes
        let screen = try CursesScreen.open(options: options(terminal))
        #expect(screen.size == Size(width: 40, height: 10))
        #expect(terminal.modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
        screen.present(canvas(screen.size, "here"))
        let shown = terminal.output(until: "\u{1B}[?2026l")
        #expect(shown.contains("\u{1B}[?1049h") && shown.contains("\u{1B}[?25l") && shown.contains("here"))
        screen.close()
        screen.close()
        let left = terminal.output(until: "\u{1B}[?25h")
        #expect(left.contains("\u{1B}[?1049l") && left.contains("\u{1B}[?1006;1002l") && left.contains("\u{1B}[?2004;1004l"))
        let after = terminal.modes
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag && after.c_oflag == before.c_oflag)
        #expect(fcntl(terminal.terminal, F_GETFL) & O_NONBLOCK == 0)
        #expect(screen.wait(timeout: .seconds(10)) == [.hangup])
    }

    @Test func aFrameIsWhatChangedAndNothingWhereNothingDid() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        screen.present(canvas(screen.size, "one frame"))
        _ = terminal.output(until: "\u{1B}[?2026l")
        screen.present(canvas(screen.size, "one frame"))
        screen.present(canvas(screen.size, "one flame"))
        let update = terminal.output(until: "\u{1B}[?2026l")
        #expect(update.contains("l") && !update.contains("frame") && !update.contains("\u{1B}[2J"))
        #expect(update.hasPrefix("\u{1B}[?2026h"))
        #expect(update.utf8.count < 40)
        screen.invalidate()
        screen.present(canvas(screen.size, "one flame"))
        #expect(terminal.output(until: "flame").contains("\u{1B}[2J"))
    }

    @Test func aCanvasOfAnotherSizeIsShownAsFarAsItFits() throws {
        let terminal = try terminal(10, 2)
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        screen.present(canvas(Size(width: 30, height: 9), "0123456789abcdef"))
        let shown = terminal.output(until: "\u{1B}[?2026l")
        #expect(shown.contains("0123456789") && !shown.contains("a"))
        screen.present(canvas(Size(width: 3, height: 1), "xyz"))
        #expect(terminal.output(until: "\u{1B}[?2026l").contains("xyz"))
    }

    @Test func keysAndWakeUpsEndAWait() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        terminal.type("s\u{1B}[A")
        #expect(screen.wait(timeout: nil) == [.input(.key(.character("s"))), .input(.key(KeyPress(.up)))])
        terminal.type("\u{1B}")
        #expect(screen.wait(timeout: nil) == [.input(.key(KeyPress(.escape)))])
        let pipe = try WakePipe()
        pipe.wake()
        pipe.wake()
        #expect(screen.wait(timeout: nil, wake: pipe.readEnd) == [.wake])
        #expect(screen.wait(timeout: .zero, wake: pipe.readEnd) == [])
    }

    @Test func aNewSizeIsReportedAndDrawn() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        for size in [Size(width: 100, height: 30), Size(width: 1, height: 1), Size(width: 500, height: 200)] {
            terminal.resize(size)
            kill(getpid(), SIGWINCH)
            #expect(screen.wait(timeout: .seconds(5)) == [.input(.resize(size))])
            #expect(screen.size == size)
            screen.present(canvas(size, String(repeating: "w", count: size.width)))
            #expect(terminal.output(until: "\u{1B}[?2026l").contains("w"))
        }
        // A size of nothing is not believed.
        terminal.resize(Size(width: 0, height: 0))
        kill(getpid(), SIGWINCH)
        #expect(screen.wait(timeout: .seconds(5)) == [.input(.resize(Size(width: 80, height: 24)))])
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func aSignalThatEndsAProgramIsAnEvent(_ number: Int32) throws {
        // A shell starts what it runs in the background with some signals ignored; a program leaves them so.
        let inherited = signal(number, SIG_DFL)
        defer { signal(number, inherited) }
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        kill(getpid(), number)
        #expect(screen.wait(timeout: .seconds(5)) == [.terminate(signal: number)])
        screen.close()
        var action = sigaction()
        sigaction(number, nil, &action)
        let reopened = try CursesScreen.open(options: options(terminal))
        reopened.close()
        var again = sigaction()
        sigaction(number, nil, &again)
        #expect(action.sa_flags == again.sa_flags)
    }

    @Test func aTerminalThatIsGoneEndsEveryWaitAtOnce() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        terminal.hangUp()
        #expect(screen.wait(timeout: nil).contains(.hangup))
        #expect(screen.wait(timeout: nil) == [.hangup])
        screen.present(canvas(screen.size, "nobody"))
        #expect(!screen.isReadyForFrame)
        screen.close()
    }

    @Test func aTerminalThatTakesNothingDropsFramesAndIsGivenBackAllTheSame() throws {
        let terminal = try terminal(200, 60)
        let screen = try CursesScreen.open(options: options(terminal))
        var frames = 0
        while screen.isReadyForFrame, frames < 200 {
            frames += 1
            // No two neighbors are alike: where the locale is not UTF-8, ncurses says a run of one character in a few bytes.
            screen.present(canvas(screen.size, String((0..<200).map { Character("\((frames + $0) % 10)") })))
            screen.invalidate()
        }
        #expect(!screen.isReadyForFrame)
        #expect(!screen.needsFrame)
        screen.present(canvas(screen.size, "dropped"))
        #expect(screen.needsFrame)
        #expect(screen.wait(timeout: .milliseconds(10)) == [])
        terminal.type("q")
        #expect(screen.wait(timeout: nil) == [.input(.key(.character("q")))])
        screen.close()
        let rest = terminal.output(until: "\u{1B}[?25h")
        #expect(rest.contains("\u{18}\u{1B}\\") && rest.contains("\u{1B}[?1049l"))
        #expect(terminal.modes.c_lflag & tcflag_t(ECHO) != 0)
    }

    @Test func onceATerminalTakesOutputAgainTheNextFrameIsAskedFor() throws {
        let terminal = try terminal(200, 60)
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        while screen.isReadyForFrame {
            screen.present(canvas(screen.size, "full"))
            screen.invalidate()
        }
        screen.present(canvas(screen.size, "dropped"))
        var events: [TerminalEvent] = []
        let shown = terminal.output(until: "at last") {
            if events.isEmpty { events += screen.wait(timeout: .zero) }
            guard screen.isReadyForFrame, screen.needsFrame else { return !screen.isReadyForFrame }
            screen.present(canvas(screen.size, "at last"))
            return true
        }
        #expect(events == [.writable])
        #expect(shown.contains("at last") && !shown.contains("dropped"))
        #expect(!screen.needsFrame)
    }

    @Test(arguments: [
        ("xterm-nosuchthing", "xterm-256color"), ("ghostty-of-the-future", "xterm-256color"), ("xterm-256color", nil),
    ])
    func aTypeOfXtermsFamilyThatIsUnknownIsDrawnForAsXterm(_ term: String, _ substitute: String?) throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal, term: term))
        #expect(screen.substitute == substitute)
        #expect(
            screen.profile == TerminalProfile(term: "xterm-256color", isUTF8: screen.profile.glyphs != .ascii, hasMouse: true))
        screen.close()
    }

    @Test(arguments: [
        (nil, TerminalError.typeUnset), ("", .typeUnset), ("nosuchterm", .typeUnknown("nosuchterm")),
        ("dumb", .typeTooPlain("dumb")),
    ])
    func aTerminalThatWillNotDoIsSaidSoAndSentNothing(_ term: String?, _ error: TerminalError) throws {
        let terminal = try terminal()
        let before = terminal.modes
        #expect(throws: error) { try CursesScreen.open(options: ScreenOptions(term: term, device: terminal.path)) }
        #expect(terminal.isSilent)
        #expect(terminal.modes.c_lflag == before.c_lflag)
    }

    @Test(arguments: ["/dev/null", "/nonexistent"])
    func whatIsNotATerminalIsAnError(_ path: String) {
        #expect(throws: TerminalError.self) { try CursesScreen.open(options: ScreenOptions(term: "xterm", device: path)) }
    }

    @Test func aSecondScreenIsRefusedAndTheFirstUnharmed() throws {
        let terminal = try terminal()
        let other = try self.terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        #expect(throws: TerminalError.alreadyOpen) { try CursesScreen.open(options: options(other)) }
        #expect(other.isSilent)
        screen.present(canvas(screen.size, "still"))
        #expect(terminal.output(until: "still").contains("still"))
        screen.close()
        try CursesScreen.open(options: options(other)).close()
    }

    @Test func withoutColorSelectionIsStillVisible() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal, color: false))
        defer { screen.close() }
        #expect(screen.colorCount == 0)
        screen.present(canvas(screen.size, "chosen", Style(.hex(0xFF0000), on: .hex(0x0000FF), .reverse)))
        let shown = terminal.output(until: "\u{1B}[?2026l")
        #expect(shown.contains("\u{1B}[0;7m") || shown.contains("\u{1B}[7m"))
        #expect(!shown.contains("38;5") && !shown.contains("[39") && !shown.contains("48;5"))
    }

    @Test func colorsAreThoseOfThePalette() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal))
        defer { screen.close() }
        #expect(screen.colorCount == 256)
        screen.present(canvas(screen.size, "red", Style(.hex(0xFF0000), on: .hex(0x080808))))
        let shown = terminal.output(until: "\u{1B}[?2026l")
        #expect(shown.contains("38;5;196m") && shown.contains("48;5;232m"))
    }

    @Test(.enabled(if: Requirement.terminalDescription("xterm-direct").isMet)) func aTerminalOfAllColorsIsToldThemAsTheyAre()
        throws
    {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal, term: "xterm-direct"))
        defer { screen.close() }
        #expect(screen.colorCount == 1 << 24)
        screen.present(canvas(screen.size, "pink", Style(.hex(0xFE89AB), on: .hex(0x080706))))
        let shown = terminal.output(until: "\u{1B}[?2026l")
        #expect(shown.contains("38:2::254:137:171m") && shown.contains("48:2::8:7:6m"), "\(shown.debugDescription)")
    }

    @Test(.enabled(if: Requirement.terminalDescription("xterm-16color").isMet)) func thousandsOfColorPairsRunOutWithoutHarm()
        throws
    {
        let terminal = try terminal(200, 60)
        let screen = try CursesScreen.open(options: options(terminal, term: "xterm-16color"))
        defer { screen.close() }
        var generator = SeededGenerator(seed: 1)
        for round in 0..<5 {
            var canvas = Canvas(screen.size)
            for y in 0..<screen.size.height {
                for x in 0..<screen.size.width {
                    let colors = (
                        Color.hex(UInt32.random(in: 0...0xFFFFFF, using: &generator)),
                        Color.hex(UInt32.random(in: 0...0xFFFFFF, using: &generator))
                    )
                    canvas.put("x", x: x, y: y, Style(colors.0, on: colors.1))
                }
            }
            canvas.text("round \(round)", x: 0, y: 0)
            screen.invalidate()
            screen.present(canvas)
            let shown = terminal.output(until: "\u{1B}[?2026l") {
                _ = screen.wait(timeout: .zero)
                return !screen.isReadyForFrame
            }
            #expect(shown.contains("round \(round)"))
        }
    }

    @Test func aPoorTerminalIsSentNothingItsDescriptionDoesNotHave() throws {
        let terminal = try terminal()
        let screen = try CursesScreen.open(options: options(terminal, term: "vt100"))
        #expect(screen.glyphs == .ascii)
        #expect(screen.colorCount == 0)
        screen.present(canvas(screen.size, "█─δ plain"))
        let shown = terminal.output(until: "plain")
        screen.close()
        let all = shown + terminal.output(until: "\u{1B}[J")
        #expect(all.contains("#-d plain"))
        #expect(!all.contains("?2026") && !all.contains("?1049") && !all.contains("?1002") && !all.contains("?2004"))
    }
}
