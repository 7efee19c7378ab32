import ArgumentParser
import Basics
import CursesTerminal
import Dashboard
import Foundation
import Glibc
import Inspection
import NeuralNetwork
import TerminalGraphics
import Training

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Open the screen: watch training and step through it.",
        discussion: """
            Examples:
              backstep run
              backstep run --data digits --learning-rate 0.5
              backstep run --session lesson.yaml
              backstep run --network 'dense:32,sigmoid,dense:32,sigmoid,dense:10' --initializer 'normal(std:0.05)'
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("ascii, blocks or braille; by default what the terminal can show.", valueName: "tier"))
    var glyphs: String?

    @Option(help: ArgumentHelp("The screen's colors: \(Theme.names.joined(separator: ", ")).", valueName: "theme"))
    var theme: String?

    @Flag(name: .customLong("no-config"), help: "Neither read nor keep settings.")
    var noConfig = false

    @Option(help: ArgumentHelp("Record the screen in asciinema's format.", valueName: "file.cast"))
    var record: String?

    @Option(help: ArgumentHelp("Memory for going back in time, such as 256MiB.", valueName: "size"))
    var history = "256MiB"

    @Option(
        help: ArgumentHelp(
            "A session file: opened where it is there, else begun; it is kept as you go. It has its own scenario.",
            valueName: "file"))
    var session: String?

    func run() throws {
        try Failure.reported {
            let isOnScreen = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            // Before the file is read: what is read has to be the newest.
            let lock = isOnScreen ? try session.flatMap { try SessionLock($0) } : nil
            let source = try source()
            let memory = try MemorySize(parsing: history)
            let tier = try glyphs.map(parseGlyphs)
            let theme = try theme.map(parseTheme)
            guard isOnScreen else {
                StandardError.write("backstep: no terminal on standard input and output: training without a screen\n")
                try HeadlessRun(source: source, style: .text).run()
                return
            }
            try source.check()
            try ScreenRun(
                source: source, history: memory.bytes, glyphs: tier, theme: theme, isConfigured: !noConfig, recording: record,
                sessionFile: session, sessionLock: lock
            ).run()
        }
    }

    /// The session file's scenario, or that of the options.
    private func source() throws -> SessionSource {
        guard let session, access(session, F_OK) == 0 else {
            if let session { try OutputFile(path: session).check() }
            return try SessionSource(options)
        }
        let record = try SessionFiles.read(session)
        if let given = options.firstGiven {
            throw InputError(
                "--session \(session)", expected: "no other options of the scenario, since the file has its own",
                found: given, advice: "leave it out or name a new file")
        }
        return SessionSource(record, path: session)
    }
}

/// Reads a `--glyphs` value.
func parseGlyphs(_ text: String) throws -> GlyphTier {
    guard let tier = GlyphTier(rawValue: text) else {
        throw InputError(
            "--glyphs \(text)", expected: "ascii, blocks or braille", found: "'\(text)'",
            advice: "leave it out to let the terminal decide")
    }
    return tier
}

/// Reads a `--theme` value.
func parseTheme(_ text: String) throws -> Theme {
    guard let theme = Theme.named(text) else {
        let advice = NearestName.find(text, in: Theme.names).map { "did you mean \($0)?" } ?? "leave it out for dark"
        throw InputError("--theme \(text)", expected: Theme.names.joined(separator: ", "), found: "'\(text)'", advice: advice)
    }
    return theme
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
                throw InputError("--history \(text)", expected: "at least 64KiB", found: "\(bytes) bytes", advice: "try 256MiB")
            }
            self.bytes = bytes
            return
        }
        throw InputError("--history \(text)", expected: "a size such as 256MiB", found: "'\(text)'", advice: "try 256MiB")
    }
}
