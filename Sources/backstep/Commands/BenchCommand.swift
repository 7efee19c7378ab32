import ArgumentParser
import Basics
import Datasets
import Foundation
import Inspection
import KernelLevels
import NeuralNetwork
import TerminalGraphics
import Training

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure speed: training steps, frames of the screen, both at once.",
        discussion: """
            Without a subcommand it measures training steps of one workload, or of all. On real MNIST where it is found, else on drawn digits
            ("data" says which). Every figure is a median of rounds, after a warm-up. Names ending in -instrumented also take each layer's
            gradient norm, weight norm, mean |activation| and update/weight ratio in every step.

            Workloads: \(Workload.all.filter { !$0.isInstrumented }.map(\.name).joined(separator: ", ")).

            Examples:
              backstep bench --workload mlp-b32 --threads 1 --json
              backstep bench --workload mlp-b32-instrumented
              backstep bench frames --json
              backstep bench live --json
              backstep bench timeline --json
            """, subcommands: [StepsCommand.self, FramesCommand.self, LiveCommand.self, TimelineCommand.self],
        defaultSubcommand: StepsCommand.self)
}

extension BenchCommand {
    /// The work of `bench` by itself. A command of its own, so that the others have their own options.
    struct StepsCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "steps", abstract: "Measure training steps (what bench does without a subcommand).",
            discussion: "Example:\n  backstep bench steps --workload mlp-b32 --threads 1 --json")

        @Option(help: ArgumentHelp("What to train; all of them where it is left out.", valueName: "name"))
        var workload: String?

        @Option(help: ArgumentHelp("Threads that a step may use; steps take one so far.", valueName: "n"))
        var threads = 1

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            try Failure.reported {
                if let complaint = KernelLevel.complaint { StandardError.write(OneLine.of(complaint) + "\n") }
                let workloads = try workload.map { [try Workload.named($0)] } ?? Workload.all
                for workload in workloads { try measure(workload) }
            }
        }

        private func measure(_ workload: Workload) throws {
            var scenario = workload.scenario
            scenario.threads = threads
            let source = SessionSource(scenario: scenario)
            let trainer = try source.makeTrainer()
            let result = TrainingBench(trainer: trainer, isInstrumented: workload.isInstrumented).run()
            BenchLine([
                ("workload", .string(workload.name)), ("threads", .number(Double(threads))),
                ("stepsPerSecond", .number(result.stepsPerSecond)),
                ("samplesPerSecond", .number(result.samplesPerSecond)),
                ("microsecondsPerStep", .number(result.microsecondsPerStep)),
                ("finalLoss", .number(result.finalLoss)), ("data", .string(trainer.data.train.name)),
                ("level", .string(KernelLevel.current.rawValue)),
            ]).write(json: json)
        }
    }
}

extension BenchCommand {
    struct FramesCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "frames", abstract: "Measure a frame of the whole screen, 200 columns by 60 rows.",
            discussion: "Example:\n  backstep bench frames --json")

        @Option(help: ArgumentHelp("The layers, in place of 784-128-10.", valueName: "layers"))
        var network: String?

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            try Failure.reported {
                let result = try FramesBench(
                    session: SessionSource(scenario: try Self.scenario(network)).makeSession(history: 256 << 20)
                ).run()
                BenchLine([
                    ("millisecondsPerFrame", .number(result.millisecondsPerFrame)), ("cells", .number(Double(result.cells))),
                    ("bytesPerFrame", .number(result.bytesPerFrame)),
                ]).write(json: json)
            }
        }

        static func scenario(_ network: String?) throws -> Scenario {
            var scenario = Scenario(epochs: 1_000_000)
            if let network { scenario.network = try LayerChain(parsing: network) }
            return scenario
        }
    }

    struct LiveCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "live",
            abstract: "Measure training with the screen drawing 30 frames a second, against training without.",
            discussion: "Examples:\n  backstep bench live --json\n  backstep bench live --pane landscape --json")

        @Option(help: ArgumentHelp("What to train.", valueName: "name"))
        var workload = "mlp-b32"

        @Option(help: ArgumentHelp("A pane to turn to, such as landscape.", valueName: "pane"))
        var pane: String?

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() throws {
            try Failure.reported {
                let source = SessionSource(scenario: try Workload.named(workload).scenario)
                let data = try source.load { _ in }
                let result = try LiveBench(
                    pane: pane, makeTrainer: { try Trainer(source.scenario, data: data) },
                    makeSession: { try Session(source.scenario, data: data, history: $0) }
                ).run()
                BenchLine([
                    ("headlessStepsPerSecond", .number(result.headlessStepsPerSecond)),
                    ("liveStepsPerSecond", .number(result.liveStepsPerSecond)),
                    ("ratio", .number(result.ratio)),
                    ("framesPerSecond", .number(result.framesPerSecond)), ("bytesPerFrame", .number(result.bytesPerFrame)),
                ]).write(json: json)
            }
        }
    }
}

/// One measurement as a line.
struct BenchLine {
    private let members: [(String, JSONValue)]

    init(_ members: [(String, JSONValue)]) { self.members = members }

    func write(json: Bool) {
        if json {
            Output.write(JSONValue.object(JSONObject(members)).text + "\n")
        } else {
            let parts = members.map { name, value -> String in
                switch value {
                case .number(let number) where number != number.rounded() || number.magnitude >= 1e9:
                    "\(name) \(NumberFormat.significant(4).string(number))"
                case .number(let number): "\(name) \(Int(saturating: number))"
                case .string(let text): "\(name) \(text)"
                default: "\(name) \(value.text)"
                }
            }
            Output.write(parts.joined(separator: "  ") + "\n")
        }
    }
}
