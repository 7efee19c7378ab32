import Foundation

/// A real pseudo-terminal with a shell in it, driven through tmux: a server of its own, gone with the value.
public final class TerminalMultiplexer: Sendable {
    private let socket: String
    private let folder: TemporaryFolder
    private let tmux: URL

    /// What the terminal did not show in time.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Opens a terminal with a plain shell in it and waits for its prompt.
    /// - Parameters:
    ///   - width: columns.
    ///   - height: rows.
    ///   - term: the terminal type that programs in it are told.
    public init(width: Int, height: Int, term: String = "screen-256color") async throws {
        guard let tmux = Requirement.path(of: "tmux") else { throw Failure(description: "tmux is not installed") }
        self.tmux = tmux
        folder = try TemporaryFolder()
        socket = folder.url.appendingPathComponent("socket").path
        let settings = try folder.write(
            """
            set -g default-terminal \(term)
            set -g status off
            set -s escape-time 0
            set -g history-limit 0
            """, to: "tmux.conf")
        try await run(
            "-u", "-f", settings.path, "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
            "env -i PATH=\"$PATH\" LC_ALL=C.UTF-8 HOME=/nonexistent TERM=\(term) PS1='ready> ' bash --norc --noprofile -i")
        try await wait(for: "the shell") { $0.contains("ready>") }
    }

    deinit {
        // The server ends with its last session, and takes the shell and what runs in it along.
        let server = try? ChildProcess(
            tmux.path, ["-S", socket, "kill-server"], environment: Command.plainEnvironment, input: "/dev/null",
            output: "/dev/null",
            errors: "/dev/null")
        _ = server?.wait()
    }

    /// Types a line into the shell.
    public func type(_ line: String) async throws {
        try await run("send-keys", "-l", line)
        try await run("send-keys", "Enter")
    }

    /// Presses keys by tmux's names: `s`, `Space`, `C-z`, `Escape`.
    public func press(_ keys: String...) async throws {
        for key in keys { try await run("send-keys", key) }
    }

    public func resize(width: Int, height: Int) async throws {
        try await run("resize-window", "-x", "\(width)", "-y", "\(height)")
    }

    /// The screen as text.
    public func screen() async throws -> String { try await run("capture-pane", "-p") }

    /// Waits until the screen shows what `condition` asks for.
    /// - Returns: the screen that does.
    /// - Throws: ``Failure`` with the last screen, after `seconds`.
    @discardableResult
    public func wait(for what: String, seconds: Double = 60, until condition: (String) -> Bool) async throws -> String {
        var shown = ""
        try await poll(what, seconds) {
            shown = try await screen()
            return condition(shown)
        }
        return shown
    }

    /// Waits until a program has set the terminal up as `condition` asks for, or has given it back.
    public func waitForModes(_ what: String, seconds: Double = 60, until condition: (Modes) -> Bool) async throws {
        try await poll(what, seconds) { condition(try await modes()) }
    }

    private func poll(_ what: String, _ seconds: Double, _ isThere: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        // On a machine with much else to do the time may be over before anything could happen: look often enough, too.
        var looks = 0
        while try await !isThere() {
            looks += 1
            guard ContinuousClock.now < deadline || looks < 100 else {
                throw Failure(description: "waited \(seconds) s in vain for \(what); the screen is\n\(try await screen())")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }

    /// How the program has left the terminal.
    public struct Modes: Hashable, Sendable {
        public var isAlternateScreen: Bool
        public var isCursorVisible: Bool
        public var hasMouse: Bool
        public var hasApplicationCursorKeys: Bool
    }

    public func modes() async throws -> Modes {
        let flags = try await run(
            "display-message", "-p",
            "#{alternate_on} #{cursor_flag} #{mouse_any_flag}#{mouse_button_flag}#{mouse_standard_flag} #{keypad_cursor_flag}")
        let words = flags.split(whereSeparator: \.isWhitespace)
        guard words.count == 4 else { throw Failure(description: "tmux answered '\(flags)'") }
        return Modes(
            isAlternateScreen: words[0] == "1", isCursorVisible: words[1] == "1", hasMouse: words[2].contains("1"),
            hasApplicationCursorKeys: words[3] == "1")
    }

    @discardableResult
    private func run(_ arguments: String...) async throws -> String {
        let result = try await Command(tmux, ["-S", socket] + arguments, seconds: 60).runNow()
        guard result.isSuccess else { throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(result)") }
        return result.output
    }
}
