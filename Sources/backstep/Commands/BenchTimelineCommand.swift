import ArgumentParser
import Basics
import Inspection
import NeuralNetwork
import Training

extension BenchCommand {
    struct TimelineCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "timeline", abstract: "Measure going to random iterations of a long run, and what recording it costs.",
            discussion: """
                Trains with and without history in turns, then goes to random iterations. plainMilliseconds is what training from the beginning
                to the median of them would take.

                Example:
                  backstep bench timeline --json
                """)

        @Option(help: ArgumentHelp("What to train.", valueName: "name"))
        var workload = "mlp-b32"

        @Option(parsing: .unconditional, help: ArgumentHelp("Iterations of the run.", valueName: "n"))
        var iterations = 100_000

        @Option(parsing: .unconditional, help: ArgumentHelp("Random iterations to go to.", valueName: "n"))
        var seeks = 200

        @Option(help: ArgumentHelp("Memory for going back in time.", valueName: "size"))
        var history = "256MiB"

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            try Failure.reported {
                guard (1...100_000_000).contains(iterations), (1...1_000_000).contains(seeks) else {
                    throw InputError(
                        "--iterations \(iterations) --seeks \(seeks)", expected: "1 to 100000000 and 1 to 1000000",
                        found: "others", advice: "try 100000 and 200")
                }
                let memory = try MemorySize(parsing: history)
                let source = SessionSource(scenario: try Workload.named(workload).scenario)
                let data = try source.load { _ in }
                let result = try TimelineBench(
                    iterations: iterations, seeks: seeks, makeTrainer: { try Trainer(source.scenario, data: data) },
                    makeSession: { try Session(source.scenario, data: data, history: memory.bytes) }
                ).run()
                BenchLine([
                    ("workload", .string(workload)), ("iterations", .number(Double(result.iterations))),
                    ("medianSeekMilliseconds", .number(result.medianSeek * 1000)),
                    ("worstSeekMilliseconds", .number(result.worstSeek * 1000)),
                    ("plainMilliseconds", .number(result.plainSteps * 1000)),
                    ("checkpoints", .number(Double(result.checkpoints))),
                    ("headlessStepsPerSecond", .number(result.headlessStepsPerSecond)),
                    ("recordedStepsPerSecond", .number(result.recordedStepsPerSecond)),
                    ("recordingCost", .number(result.recordingCost)),
                    ("data", .string(data.train.name)),
                ]).write(json: json)
            }
        }
    }
}
