import Foundation
import TestSupport
import Testing

/// The program in a real terminal, with a shell below it.
@Suite(.enabled(if: Requirement.tmux.isMet), .serialized)
struct TerminalTests {
    @Test func keysStepForwardsAndBack() async throws {
        let terminal = try await open(width: 120, height: 40)
        let first = try await terminal.screen()
        #expect(first.contains("it 0"))
        #expect(first.contains("paused"))
        try await terminal.press("s")
        try await terminal.wait(for: "the batch, and nothing of the forward pass") {
            $0.contains("  BATCH  ▸ FORWARD ") && $0 != first
        }
        try await terminal.press("n")
        // A frame's title may be there before its panes: what is waited for is what they should say.
        let one = try await terminal.wait(for: "iteration 1 and what it predicts") {
            $0.contains("it 1 ") && prediction($0).count == 10 && prediction($0) != prediction(first)
        }
        try await terminal.press("n")
        try await terminal.wait(for: "iteration 2 and what it predicts") {
            $0.contains("it 2 ") && prediction($0).count == 10 && prediction($0) != prediction(one)
        }
        try await terminal.press("N")
        try await terminal.wait(for: "iteration 1 as it was") { $0.contains("it 1 ") && prediction($0) == prediction(one) }
        try await terminal.press("S")
        try await terminal.wait(for: "one state before the end of iteration 0: the last layer is not updated yet") {
            $0.contains("it 0 ") && $0.contains(" UPDATE  [dense₁] dense₂ ")
        }
    }

    /// Typed behind the command, before there is a screen, a session or even a program.
    @Test func keysTypedAtOnceAllTakeEffect() async throws {
        let terminal = try await TerminalMultiplexer(width: 120, height: 40)
        try await terminal.type(BuiltProgram.backstep.path + " --data digits")
        try await terminal.press("n", "n", "n", "N", ":", "l", "r", "Space", "0", ".", "5", "Enter", "n")
        try await terminal.wait(for: "all of them done") { $0.contains("it 3 ") && $0.contains("η 0.5") }
        try await terminal.press("q")
        try await terminal.wait(for: "the question") { $0.contains("loses 1 change") }
        try await quit(terminal)
    }

    @Test func spaceRunsAndPauses() async throws {
        let terminal = try await open(width: 80, height: 24)
        try await terminal.press("Space")
        try await terminal.wait(for: "a run") { !$0.contains("paused") && iteration($0) ?? 0 > 20 }
        try await terminal.press("Space")
        let paused = try await terminal.wait(for: "the pause") { $0.contains("paused") }
        try await terminal.press("N")
        let before = try #require(iteration(paused))
        try await terminal.wait(for: "the iteration before") { iteration($0) == before - 1 }
    }

    @Test func theScreenFollowsTheTerminalsSize() async throws {
        let terminal = try await open(width: 80, height: 24)
        try await terminal.resize(width: 120, height: 40)
        try await terminal.wait(for: "all panes") {
            $0.contains("Gradients") && $0.contains("Weights") && $0.contains("Loss · log")
        }
        try await terminal.resize(width: 30, height: 8)
        try await terminal.wait(for: "a word on the size") { $0.contains("needs 40x12, has 30x8") }
        try await terminal.resize(width: 1, height: 1)
        try await terminal.resize(width: 2, height: 2)
        try await terminal.wait(for: "four cells") { $0.hasPrefix("ba\n") }
        try await terminal.resize(width: 80, height: 24)
        try await terminal.wait(for: "the panes again") { $0.contains("Network") && $0.contains("Prediction") }
        try await quit(terminal)
    }

    @Test(arguments: ["rows 1 cols 1", "rows 2 cols 200", "rows 60 cols 3"])
    func aTerminalWithoutRoomIsNoReasonToFail(_ size: String) async throws {
        let terminal = try await TerminalMultiplexer(width: 80, height: 24)
        try await terminal.type("stty \(size); \(command); stty rows 24 cols 80; echo ended $?")
        try await terminal.waitForModes("the program's screen") { $0.isAlternateScreen }
        try await terminal.press("n", "?", "z", "Space", "q")
        try await terminal.wait(for: "the shell") { $0.contains("\nended 0") }
        #expect(try await terminal.modes().isAlternateScreen == false)
    }

    @Test func helpOpensAndCloses() async throws {
        let terminal = try await open(width: 120, height: 40)
        // While data is loaded there is nothing but how to quit; the first frame has yet to choose a weight.
        try await terminal.wait(for: "the whole frame") { $0.contains("x explain") && $0.contains("w₁[") }
        var before = ""
        while true {
            let now = try await terminal.screen()
            if now == before { break }
            before = now
            try await Task.sleep(for: .milliseconds(300))
        }
        try await terminal.press("?")
        try await terminal.wait(for: "the help") { $0.contains("step one grain forward") }
        try await terminal.press("Escape")
        try await terminal.wait(for: "the panes as they were") { [before] in $0 == before }
    }

    @Test(arguments: ["q", "C-c"])
    func quittingGivesTheTerminalBack(_ key: String) async throws {
        let terminal = try await TerminalMultiplexer(width: 80, height: 24)
        try await terminal.type("settings=$(stty -g); echo before")
        try await terminal.wait(for: "the shell") { $0.contains("\nbefore") }
        let modes = try await terminal.modes()
        try await start(terminal)
        #expect(try await terminal.modes().isAlternateScreen)
        try await quit(terminal, key: key)
        #expect(try await terminal.modes() == modes)
        let screen = try await terminal.screen()
        #expect(screen.contains("before"), "what was on the screen is there again: \(screen)")
        #expect(!screen.contains("Network"))
        try await terminal.type("test \"$settings\" = \"$(stty -g)\"; echo same $?")
        try await terminal.wait(for: "the comparison") { $0.contains(/\nsame [0-9]/) }
        #expect(try await terminal.screen().contains("\nsame 0"))
    }

    @Test func stoppingAndContinuingRestoresBothScreens() async throws {
        let terminal = try await open(width: 80, height: 24)
        try await terminal.press("n")
        try await terminal.wait(for: "iteration 1") { $0.contains("it 1 ") && prediction($0).count == 10 }
        try await terminal.press("C-z")
        try await terminal.wait(for: "the shell") { $0.contains("Stopped") }
        let stopped = try await terminal.modes()
        #expect(!stopped.isAlternateScreen && stopped.isCursorVisible && !stopped.hasMouse)
        try await terminal.type("fg")
        try await terminal.wait(for: "the panes") { $0.contains("it 1 ") && $0.contains("Network") }
        try await terminal.press("n")
        try await terminal.wait(for: "iteration 2") { $0.contains("it 2 ") && prediction($0).count == 10 }
        try await quit(terminal)
    }

    @Test func aKillGivesTheTerminalBack() async throws {
        let terminal = try await open(width: 80, height: 24)
        let modes = try await terminal.modes()
        #expect(modes.isAlternateScreen)
        try await terminal.press("C-z")
        try await terminal.wait(for: "the shell") { $0.contains("Stopped") }
        try await terminal.type("kill %1; fg; echo ended $?")
        // The shell wakes what it kills: it may have ended before it could be fetched to the front.
        try await terminal.wait(for: "the end") {
            $0.contains("ended 143") || $0.contains("job has terminated") && $0.contains("Terminated")
        }
        let after = try await terminal.modes()
        #expect(!after.isAlternateScreen && after.isCursorVisible && !after.hasMouse)
    }

    @Test(arguments: [
        ("env -u TERM", "TERM is not set"), ("env TERM=", "TERM is not set"), ("env TERM=no-such-terminal", "no-such-terminal"),
        ("env TERM=dumb", "dumb"),
    ])
    func aTerminalThatCannotShowAScreenGetsOneLine(_ prefix: String, _ words: String) async throws {
        let terminal = try await TerminalMultiplexer(width: 200, height: 24)
        try await terminal.type("clear; \(prefix) \(command); echo ended $?")
        let screen = try await terminal.wait(for: "the end") { $0.contains("\nended ") }
        let lines = screen.split(separator: "\n").map(String.init)
        let end = try #require(lines.firstIndex { $0.hasPrefix("ended ") })
        #expect(lines[end] == "ended 69", "\(screen)")
        #expect(end == 1 && lines[0].hasPrefix("backstep: ") && lines[0].contains(words), "\(screen)")
        #expect(try await terminal.modes().isAlternateScreen == false)
    }

    @Test func aWrongOptionIsToldBeforeAScreenOpens() async throws {
        let terminal = try await TerminalMultiplexer(width: 200, height: 24)
        try await terminal.type("clear; \(BuiltProgram.backstep.path) --network dens:3; echo ended $?")
        let screen = try await terminal.wait(for: "the end") { $0.contains("\nended ") }
        #expect(
            screen.hasPrefix("backstep: ") && screen.contains("did you mean 'dense'?") && screen.contains("\nended 64"),
            "\(screen)")
    }

    @Test func anErrorBehindTheScreenIsToldAfterIt() async throws {
        // The data are found to be wrong when the screen is open already.
        let folder = try TemporaryFolder()
        for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
            try folder.write("no IDX file", to: name)
        }
        let terminal = try await TerminalMultiplexer(width: 200, height: 24)
        try await terminal.type("clear; \(BuiltProgram.backstep.path) --data \(folder.path); echo ended $?")
        let screen = try await terminal.wait(for: "the end") { $0.contains("\nended ") }
        #expect(screen.hasPrefix("backstep: ") && screen.contains("ubyte") && screen.contains("\nended 65"), "\(screen)")
        let modes = try await terminal.modes()
        #expect(!modes.isAlternateScreen && modes.isCursorVisible)
    }

    @Test func withoutColorsTheScreenIsStillThere() async throws {
        let terminal = try await TerminalMultiplexer(width: 80, height: 24)
        try await terminal.type("NO_COLOR=1 \(command)")
        try await terminal.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await quit(terminal)
    }

    @Test func withoutUTF8TheScreenIsASCII() async throws {
        let terminal = try await TerminalMultiplexer(width: 120, height: 40)
        try await terminal.type("LC_ALL=C \(command)")
        let screen = try await terminal.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        #expect(screen.unicodeScalars.allSatisfy { $0.isASCII }, "\(screen)")
        try await quit(terminal)
    }

    /// Settings with a slip in them are told, and are still there to be mended.
    @Test func settingsThatCannotBeReadAreToldAndLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let broken = "theme: light\nglyphs: klingon\n"
        try FileManager.default.createDirectory(atPath: folder.path + "/backstep", withIntermediateDirectories: true)
        try folder.write(broken, to: "backstep/settings.yaml")
        let terminal = try await TerminalMultiplexer(width: 160, height: 24)
        try await terminal.type("clear; XDG_CONFIG_HOME=\(folder.path) \(command)")
        try await terminal.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await terminal.press("n")
        try await terminal.press("3")
        try await quit(terminal)
        let screen = try await terminal.screen()
        #expect(screen.contains("line 2: expected glyphs: ascii, blocks, braille, found 'klingon'"), "\(screen)")
        #expect(FileManager.default.contents(atPath: folder.path + "/backstep/settings.yaml") == Data(broken.utf8))
    }

    /// Nothing that a run has gone through is lost with it but its last seconds.
    @Test func aRunThatIsKilledCanBeGoneOnWith() async throws {
        let folder = try TemporaryFolder()
        let state = folder.path + "/backstep"
        func files(_ prefix: String) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []).filter {
                $0.hasPrefix(prefix) && $0.hasSuffix(".yaml")
            }
        }
        let terminal = try await TerminalMultiplexer(width: 120, height: 40)
        try await terminal.type("clear; XDG_STATE_HOME=\(folder.path) \(command)")
        try await terminal.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await terminal.press("Space")
        try await terminal.wait(for: "a run that has been kept") { _ in files("running-").count == 1 }
        let kept = try #require(files("running-").first)
        let process = try #require(pid_t(kept.dropFirst("running-".count).dropLast(".yaml".count)))
        kill(process, SIGKILL)
        try await terminal.wait(for: "the shell") { _ in kill(process, 0) != 0 }
        try await terminal.type("reset; XDG_STATE_HOME=\(folder.path) \(command)")
        try await terminal.wait(for: "word of the run") { $0.contains("a run was cut off") && $0.contains("backstep replay") }
        #expect(files("interrupted-") == ["interrupted-\(process).yaml"])
        try await quit(terminal)
        let again = try await Command.backstep(["replay", "\(state)/interrupted-\(process).yaml"]).run()
        #expect(again.isSuccess && !again.output.contains("it 0 "), "\(again)")
    }

    /// A closed window is told twice, by its end and by a signal: the second is no reason to keep nothing.
    @Test func whoIsToldToEndAgainAndAgainKeepsTheRunFirst() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/lesson.yaml"
        let terminal = try await TerminalMultiplexer(width: 120, height: 40)
        try await terminal.type("clear; \(command) --session \(file)")
        try await terminal.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await terminal.press("n", "n")
        try await terminal.wait(for: "iteration 2") { $0.contains("it 2 ") }
        let process = try #require(pid_t(String(contentsOfFile: folder.path + "/.lesson.yaml.lock", encoding: .utf8).dropLast()))
        try await terminal.wait(for: "the shell") { _ in
            for _ in 0..<200 {
                guard kill(process, SIGTERM) == 0 else { return true }
                usleep(100)
            }
            return false
        }
        let again = try await Command.backstep(["replay", file]).run()
        #expect(again.isSuccess && again.output.contains("it 2 "), "\(again)")
    }

    /// The second program says so instead of writing over what the first one keeps; one that was killed keeps nobody out.
    @Test func aSessionFileIsOneProgramsAtATime() async throws {
        let folder = try TemporaryFolder()
        let (file, link) = (folder.path + "/lesson.yaml", folder.path + "/link.yaml")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "lesson.yaml")
        let first = try await TerminalMultiplexer(width: 200, height: 50)
        try await first.type("clear; \(command) --session \(file)")
        try await first.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await first.press("n", "]")
        try await first.wait(for: "iteration 1") { $0.contains("it 1 ") }
        let lock = folder.path + "/.lesson.yaml.lock"
        let process = try #require(pid_t(String(contentsOfFile: lock, encoding: .utf8).dropLast()))
        let second = try await TerminalMultiplexer(width: 200, height: 50)
        for (round, name) in [file, link].enumerated() {
            // What the round before has left on the screen is not taken for this one's end.
            try await second.type("clear; \(command) --session \(name); echo ended \(round): $?")
            let screen = try await second.wait(for: "the end") { $0.contains("\nended \(round): ") }
            #expect(screen.hasPrefix("backstep: \(name): in use by process \(process);"), "\(screen)")
            #expect(screen.contains("\nended \(round): 75"), "\(screen)")
        }
        // Nor does what is written under its name.
        try await second.type("clear; \(command)")
        try await second.wait(for: "the panes") { $0.contains("Network") && $0.contains("it 0") }
        try await second.press(":", "w", "Space")
        for part in file.split(separator: "/") { try await second.press("/", String(part)) }
        try await second.press("Enter")
        try await second.wait(for: "word of it") { $0.contains("in use by process \(process)") }
        try await quit(second)
        kill(process, SIGKILL)
        try await first.wait(for: "the shell") { _ in kill(process, 0) != 0 }
        try await second.type("clear; \(BuiltProgram.backstep.path) replay \(file)")
        try await second.wait(for: "the session") { $0.contains("Network") && $0.contains("it 1 ") }
        try await quit(second)
        #expect(!FileManager.default.fileExists(atPath: lock))
    }

    private var command: String { BuiltProgram.backstep.path + " " + TinyRun.digits.joined(separator: " ") }

    private func open(width: Int, height: Int) async throws -> TerminalMultiplexer {
        let terminal = try await TerminalMultiplexer(width: width, height: height)
        try await start(terminal)
        return terminal
    }

    private func start(_ terminal: TerminalMultiplexer) async throws {
        try await terminal.type(command)
        try await terminal.wait(for: "the first frame") { $0.contains("Network") && $0.contains("it 0") }
    }

    private func quit(_ terminal: TerminalMultiplexer, key: String = "q") async throws {
        try await terminal.press(key)
        try await terminal.wait(for: "the shell") { $0.contains("ready>") && !$0.contains("Prediction") }
        try await terminal.type("echo ended $?")
        try await terminal.wait(for: "exit code 0") { $0.contains("\nended 0") }
    }

    private func iteration(_ screen: String) -> Int? {
        screen.firstMatch(of: /it ([0-9][0-9 ,]*?)  epoch/).flatMap { Int($0.1.filter(\.isNumber)) }
    }

    /// The rows of the Prediction pane: `5 ██▎ 0.21 −0.79`.
    private func prediction(_ screen: String) -> [String] {
        screen.matches(of: /│[▸› ][0-9] [^│\n]*(?:0\.[0-9]{2,}|1\.0+) +[+−]?(?:0\.[0-9]{2,}|1\.0+)/).map { String($0.0) }
    }
}
