import ArgumentParser
import Basics
import Glibc
import Inspection
import TerminalGraphics
import Training

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Two scenarios side by side, in lockstep, on the same batches.",
        discussion: """
            The first scenario and the options decide the data; the second one is a scenario, or the settings in which it differs,
            separated by semicolons. Keys drive both; what is selected in one is selected in the other.

            Examples:
              backstep compare vanishing-sigmoid 'network: dense:32,relu,dense:32,relu,dense:10'
              backstep compare digit-5 'optimizer: adam; learningRate: 0.001'
              backstep compare moons 'initializer: normal(std:3)'
            """)

    @OptionGroup var options: ScenarioOptions

    @Argument(help: "What to compare with: a scenario, or settings that differ, such as 'optimizer: adam'.")
    var other: String

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
                throw InputError(
                    .unavailable, "compare", expected: "a terminal on standard input and output", found: "none",
                    advice: "try backstep frame --compare '\(other)'")
            }
            try source.check()
            try ScreenRun(source: source, history: memory.bytes, glyphs: tier, sessionFile: nil, otherScenario: other).run()
        }
    }
}
