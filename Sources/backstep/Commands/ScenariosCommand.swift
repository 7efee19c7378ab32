import ArgumentParser
import Assets
import Inspection
import TerminalGraphics
import Training

struct ScenariosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios", abstract: "List the scenarios that come with backstep.",
        discussion: """
            Examples:
              backstep scenarios
              backstep run vanishing-sigmoid
            """)

    func run() throws {
        try Failure.reported {
            let width = Assets.scenarios.map(\.name.cellWidth).max() ?? 0
            for (name, yaml) in Assets.scenarios {
                let scenario = try Scenario(yaml: yaml, source: name)
                Output.write("\(name.padded(to: width))  \(scenario.summary)\n")
            }
        }
    }
}
