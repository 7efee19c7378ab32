import ArgumentParser
import CursesTerminal
import Dashboard
import Foundation
import Glibc
import TerminalGraphics
import Training

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Open the screen: watch training and step through it.",
        discussion: """
            Examples:
              backstep run
              backstep run --data digits --learning-rate 0.5
              backstep run --network 'dense:32,sigmoid,dense:32,sigmoid,dense:10' --initializer 'normal(std:0.05)'
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("ascii, blocks or braille; by default what the terminal can show.", valueName: "tier"))
    var glyphs: String?

    @Option(help: ArgumentHelp("Memory for going back in time, such as 256MiB.", valueName: "size"))
    var history = "256MiB"

    func run() throws {
        try Failure.reported {
            let source = try SessionSource(options)
            let memory = try MemorySize(parsing: history)
            let tier = try glyphs.map(parseGlyphs)
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                StandardError.write("backstep: no terminal on standard input and output: training without a screen\n")
                try HeadlessRun(source: source, style: .text).run()
                return
            }
            try source.check()
            try openScreen(source, memory.bytes, tier)
        }
    }

    private func openScreen(_ source: SessionSource, _ history: Int, _ tier: GlyphTier?) throws {
        var screenOptions = ScreenOptions(environment: ProcessInfo.processInfo.environment)
        screenOptions.glyphs = tier
        let screen = try CursesScreen.open(options: screenOptions)
        let wake = try WakePipe()
        let engine = Engine(
            history: history, load: { progress in try source.makeSession(history: history, progress) },
            describe: { error in
                let failure = Failure(error)
                return (failure.message, failure.exitCode)
            }, wake: { wake.wake() })
        SignalMask.blocked { engine.start() }
        let file = HistoryFile(environment: ProcessInfo.processInfo.environment)
        let ending = RunLoop(
            terminal: screen, engine: engine, wake: wake.readEnd, lines: file?.read() ?? LineHistory(),
            remember: { file?.write($0) }
        ).run()
        screen.close()
        engine.stop()
        switch ending {
        case .quit, .hangup: return
        case .failed(let message, let exitCode):
            Failure(message: message, exitCode: exitCode).report()
            throw ExitCode(exitCode)
        case .signal(let signal):
            SignalEnd.die(of: signal)
            throw ExitCode(SignalEnd.exitCode(for: signal))
        }
    }
}

/// Reads a `--glyphs` value.
func parseGlyphs(_ text: String) throws -> GlyphTier {
    guard let tier = GlyphTier(rawValue: text) else {
        throw ScenarioError(
            "--glyphs \(text): expected ascii, blocks or braille, found '\(text)'; leave it out to let the terminal decide")
    }
    return tier
}

/// A number of bytes as people write it.
struct MemorySize {
    let bytes: Int

    /// Reads `268435456`, `512KiB`, `256MiB` or `2GiB`.
    init(parsing text: String) throws {
        let units: [(String, Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1)]
        for (unit, factor) in units where text.hasSuffix(unit) {
            guard let number = Int(text.dropLast(unit.count)), number >= 0 else { break }
            let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
            guard !overflow, bytes <= 1 << 40 else { break }
            guard bytes >= 1 << 16 else {
                throw ScenarioError("--history \(text): expected at least 64KiB, found \(bytes) bytes; try 256MiB")
            }
            self.bytes = bytes
            return
        }
        throw ScenarioError("--history \(text): expected a size such as 256MiB, found '\(text)'; try 256MiB")
    }
}
