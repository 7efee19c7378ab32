import Basics
import Dashboard
import Datasets
import Inspection
import NeuralNetwork
import RandomScenarios
import TerminalGraphics
import Training

extension Reader {
    /// Runs that the bytes spell out.
    static let runs: [Reader] = [
        // Part by part, so that every input is one that a file could hold.
        Reader(name: "made-up") { bytes in
            var choices = SpelledChoices(bytes[...])
            let scenario = try Scenario(yaml: ScenarioMaker.yaml(by: &choices), source: "made up")
            try play(scenario, try ScenarioMaker.samples(of: scenario), &choices)
        },
        // Lines behind `:`, each typed into the same run.
        Reader(name: "line") { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            var screen = try screen(small, try ScenarioMaker.samples(of: small), Size(width: 100, height: 30))
            try screen.press(.character("n"))
            // A number of many digits would train for seconds: that is honest work, and no finding.
            for line in text.split(separator: "\n").prefix(6) where !line.contains(/[0-9]{3}/) {
                try screen.handle(.key(.character(":")))
                for scalar in line.unicodeScalars { try screen.handle(.key(KeyPress(.character(scalar)))) }
                try screen.handle(.key(KeyPress(.enter)))
                _ = screen.frame
            }
        },
    ]

    private static let keys: [KeyPress] = Bindings.table.bindings.flatMap(\.keys).filter { key in
        switch Bindings.table.binding(for: key)?.command {
        case .quit, .commandLine, .digit, .goTo, nil: false
        default: true
        }
    }

    /// Four samples, eleven parameters.
    private static let small: Scenario = {
        let yaml = """
            samples: [{x: [0, 1], y: a}, {x: [1, 1], y: b}, {x: [1, 0], y: a}, {x: [0, 0], y: b}]
            classes: [a, b]
            network: 'dense:2,tanh,dense:2'
            batch: 2
            """
        guard let scenario = try? Scenario(yaml: yaml, source: "small") else { preconditionFailure("a scenario of one's own") }
        return scenario
    }()

    private static func screen(_ scenario: Scenario, _ data: DatasetPair, _ size: Size) throws -> ScriptedDashboard {
        let session = try Session(scenario, data: data, history: 1 << 18)
        return ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
    }

    private static func play(_ scenario: Scenario, _ data: DatasetPair, _ choices: inout SpelledChoices) throws {
        var screen = try screen(scenario, data, Size(width: 20 + choices.below(140), height: 5 + choices.below(50)))
        _ = screen.frame
        for _ in 0..<10 {
            try screen.press(choices.happens(50) ? choices.one(of: [.character("n"), .character("s")]) : choices.one(of: keys))
            _ = screen.frame
        }
    }
}
