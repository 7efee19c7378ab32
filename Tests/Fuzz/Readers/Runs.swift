import Basics
import Dashboard
import Inspection
import RandomScenarios
import TerminalGraphics
import Training

extension Reader {
    /// Runs of scenarios that the bytes spell out, part by part: so every input is one that a file could hold.
    static let runs: [Reader] = [
        Reader(name: "made-up") { bytes in
            var choices = SpelledChoices(bytes[...])
            try play(try Scenario(yaml: ScenarioMaker.yaml(by: &choices), source: "made up"), &choices)
        }
    ]

    private static func play(_ scenario: Scenario, _ choices: inout SpelledChoices) throws {
        let session = try Session(scenario, data: ScenarioMaker.samples(of: scenario), history: 1 << 18)
        var screen = ScriptedDashboard(
            Dashboard(size: Size(width: 20 + choices.below(140), height: 5 + choices.below(50))),
            SessionDriver(session, history: 1 << 18))
        _ = screen.frame
        for _ in 0..<8 {
            try screen.press(
                KeyNotation.parse(choices.one(of: ["n", "s", "N", "S", "z", "Tab", "x", "k", "Down", "Right", "!", "2"])))
            _ = screen.frame
        }
    }
}
