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

    @OptionGroup var screen: RunScreenOptions

    func run() throws {
        try Failure.reported {
            let screen = try screen.read(options)
            guard LookOptions.isOnScreen else {
                StandardError.write("backstep: no terminal on standard input and output: training without a screen\n")
                try HeadlessRun(source: screen.source, style: .text).run()
                return
            }
            try screen.source.check()
            try screen.run()
        }
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
