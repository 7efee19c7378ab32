import ArgumentParser
import Basics

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
              backstep compare 'optimizer: adam' --session lesson.yaml --theme light
            """)

    @OptionGroup var options: ScenarioOptions

    @Argument(
        help: "What to compare with: a scenario, or settings that differ, such as 'optimizer: adam'. One alone is this one.")
    var other: String?

    @OptionGroup var screen: RunScreenOptions

    func run() throws {
        try Failure.reported {
            var options = options
            guard let scenario = other ?? options.scenario else {
                throw InputError(
                    "compare", expected: "a scenario to compare with, or settings such as 'optimizer: adam'", found: "none",
                    advice: "try backstep compare digit-5 adam")
            }
            if other == nil { options.scenario = nil }
            var screen = try screen.read(options)
            guard LookOptions.isOnScreen else {
                throw InputError(
                    .unavailable, "compare", expected: "a terminal on standard input and output", found: "none",
                    advice: "try backstep frame --compare '\(scenario)'")
            }
            try screen.source.check()
            screen.otherScenario = scenario
            try screen.run()
        }
    }
}
