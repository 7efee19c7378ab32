import Foundation

/// A command to run to its end, with a limit of time.
public struct Command: Sendable {
    public var executable: URL
    public var arguments: [String]
    /// The whole environment; nothing is inherited.
    public var environment: [String: String]
    public var input: String
    /// After so many seconds the command is killed, and running it throws.
    public var seconds: Double

    public init(
        _ executable: URL, _ arguments: [String], environment: [String: String] = Command.plainEnvironment, input: String = "",
        seconds: Double = 300
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.seconds = seconds
    }

    /// The `backstep` that was built with the tests.
    public static func backstep(_ arguments: [String], environment: [String: String] = [:], seconds: Double = 300) -> Command {
        Command(
            BuiltProgram.backstep, arguments, environment: plainEnvironment.merging(environment) { $1 }, seconds: seconds)
    }

    /// An environment that is the same on every machine: a UTF-8 locale, and a home without data.
    public static let plainEnvironment: [String: String] = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
        "TERM": "xterm-256color",
    ]

    /// A command that took longer than it may.
    public struct TimeLimitExceeded: Error, CustomStringConvertible {
        public let description: String
    }

    /// Tests run all at once; their commands take turns, so that a limit of time means something.
    private static let turns = TabHistory(atOnce: max(2, ProcessInfo.processInfo.activeProcessorCount))

    /// Runs the command, when it is its turn, and waits for its end without holding a thread.
    public func run() async throws -> CommandResult {
        await Self.turns.take()
        do {
            let result = try await runNow()
            await Self.turns.give()
            return result
        } catch {
            await Self.turns.give()
            throw error
        }
    }

    /// Runs the command at once.
    func runNow() async throws -> CommandResult {
        let folder = try TemporaryFolder()
        // Files, not pipes: however much a command writes, it never waits for us.
        let output = folder.url.appendingPathComponent("output")
        let errors = folder.url.appendingPathComponent("errors")
        let process = try ChildProcess(
            executable.path, arguments, environment: environment, input: folder.write(input, to: "input").path,
            output: output.path,
            errors: errors.path)
        let limit = Task.detached { [seconds] in
            try await Task.sleep(for: .seconds(seconds))
            process.kill()
            return true
        }
        let ending = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: process.wait()) }
        }
        limit.cancel()
        if (try? await limit.value) == true {
            throw TimeLimitExceeded(
                description: "\(executable.lastPathComponent) \(arguments.joined(separator: " ")) took longer than \(seconds) s")
        }
        return CommandResult(
            ending: ending, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
