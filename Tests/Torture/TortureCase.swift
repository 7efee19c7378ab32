import Foundation
import TestSupport

/// A thing that is done to the program, and how it has to take it.
struct TortureCase: Sendable {
    /// By this it is asked for; cases of one kind have the same number in front.
    var name: String
    /// The sentence of the table.
    var expectation: String
    /// Whether it measures time: then nothing else runs beside it.
    var isAlone = false
    /// Does it; answers what has been seen, in a few words. Throws where that is not what was expected.
    var run: @Sendable (Stage) throws -> String

    init(_ name: String, _ expectation: String, alone isAlone: Bool = false, _ run: @escaping @Sendable (Stage) throws -> String)
    {
        (self.name, self.expectation, self.isAlone, self.run) = (name, expectation, isAlone, run)
    }

    /// Every case, in the order of the table.
    static let all: [TortureCase] =
        restoring + jobControl + disappearing + sizes + terminals + loads + files + kills + longRuns
}

/// A case that cannot be tried here.
struct Untried: Error, CustomStringConvertible {
    let description: String
}

/// The surroundings of a case: a program, a home of its own, chance that can be repeated.
final class Stage {
    let program: URL
    /// Home, and the folder that the program runs in.
    let folder: TemporaryFolder
    /// How much longer than usual everything may take here.
    let patience: Double
    let isShort: Bool
    var random: SystematicRandom

    init(program: URL, patience: Double, isShort: Bool, seed: UInt64) throws {
        (self.program, self.patience, self.isShort) = (program, patience, isShort)
        folder = try TemporaryFolder()
        random = SystematicRandom(state: seed)
    }

    var environment: [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder.path, "TERM": "xterm-256color",
            "XDG_STATE_HOME": folder.path + "/state", "XDG_CONFIG_HOME": folder.path + "/config",
        ]
    }

    /// Leaves a program as a person does: it ends with 0, and the terminal is as it was.
    /// - Returns: seconds that it took.
    @discardableResult
    func quit(_ terminal: TestTerminal, by key: String = "q") throws -> Double {
        terminal.send(key)
        let time = try terminal.waitForEnd(seconds(3), .exited(0))
        try terminal.expectClean()
        return time
    }

    var stateFolder: String { folder.path + "/state/backstep" }

    /// A run that is there at once.
    static let moons = [
        "run", "--data", "moons", "--pin", "0", "--train-count", "256", "--network", "dense:8,relu,dense:2", "--batch", "32",
        "--threads", "1", "--epochs", "1000000",
    ]

    /// Seconds that something may take on this machine, where it may take so many on a quiet one.
    func seconds(_ seconds: Double) -> Double { seconds * patience }

    /// Starts the program in a terminal.
    func open(
        _ arguments: [String] = moons, width: Int = 80, height: Int = 24, environment changes: [String: String?] = [:],
        start: TestTerminal.Start = [], output: String = ""
    ) throws -> TestTerminal {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        return try TestTerminal(
            [program.path] + arguments, environment: environment, folder: folder.path, width: width, height: height, start: start,
            output: output)
    }

    /// Starts it, and waits for the panes.
    func ready(
        _ arguments: [String] = moons, width: Int = 80, height: Int = 24, environment changes: [String: String?] = [:],
        start: TestTerminal.Start = []
    ) throws -> TestTerminal {
        let terminal = try open(arguments, width: width, height: height, environment: changes, start: start)
        try terminal.wait(seconds(20), for: "the panes") { Self.isReady($0) }
        try terminal.settle()
        return terminal
    }

    static func isReady(_ screen: ScreenModel) -> Bool { screen.text.contains("it 0 ") && screen.text.contains("Network") }

    /// Runs a command of the program's to its end.
    func output(_ arguments: [String], environment changes: [String: String] = [:], limit: Double = 60) throws -> CommandResult {
        let command = Command(
            program, arguments, environment: environment.merging(changes) { $1 }, seconds: seconds(limit))
        return try Blocking.run { try await command.run() }
    }

    /// Completed iterations that a screen's title tells.
    static func iteration(_ screen: ScreenModel) -> Int? { iteration(of: screen.text) }

    static func iteration(of text: String) -> Int? {
        text.prefix { $0 != "\n" }.firstMatch(of: #/ it ([0-9][0-9 ,]*?)  /#).flatMap { Int($0.1.filter(\.isNumber)) }
    }
}

/// Numbers by chance that are the same for the same beginning: SplitMix64.
struct SystematicRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Waits on a thread of its own for what is asynchronous.
enum Blocking {
    private final class Box<Value: Sendable>: @unchecked Sendable {
        var result: Result<Value, any Error>?
    }

    static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let box = Box<Value>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do { box.result = .success(try await work()) } catch { box.result = .failure(error) }
            done.signal()
        }
        done.wait()
        guard let result = box.result else { throw Fault("nothing has come of it") }
        return try result.get()
    }
}

extension Stage {
    /// Runs a script in the case's folder.
    func shell(_ script: String) throws -> CommandResult {
        let command = Command(
            URL(fileURLWithPath: "/bin/sh"), ["-c", "cd '\(folder.path)' || exit 99\n\(script)"], environment: environment,
            seconds: seconds(60))
        return try Blocking.run { try await command.run() }
    }
}
