import ArgumentParser
import Basics
import Foundation
import Inspection
import NeuralNetwork
import TerminalGraphics
import Training

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Prove gradients by central differences.",
        discussion: """
            Computes the gradients of a scenario's network in Double on a few samples, and compares them with differences of its loss. With --catalog
            it does so for every layer with every loss. The error is relative to the largest gradient of its tensor; up to 1e-7 counts as proven.

            Where the loss has a kink (ReLU exactly at 0, a tie in a pool) there is no one slope: such elements are counted, and must lie between
            the slopes on the two sides. Where several kinks meet (a pool over ReLUs at 0) no difference can decide; these are counted apart.

            Ends with 0 if every gradient is proven, else with 1.

            Examples:
              backstep check
              backstep check --network 'conv:6x5,relu,maxpool:2,flatten,dense:10' --samples 2
              backstep check --catalog
            """)

    @OptionGroup var options: ScenarioOptions

    @Flag(help: "Every layer with every loss, in place of a scenario.")
    var catalog = false

    @Option(help: ArgumentHelp("Samples in the batch.", valueName: "n"))
    var samples = 4

    @Option(help: ArgumentHelp("About how many parameters and input values to compare, spread evenly.", valueName: "n"))
    var elements = 2000

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(samples) else { throw ValidationError("--samples \(samples): expected 1 to 10000; try 4") }
        guard elements >= 1 else { throw ValidationError("--elements \(elements): expected at least 1; try 2000") }
    }

    func run() throws {
        try Failure.reported {
            let passes = try catalog ? checkTable() : checkScenario()
            if !passes { throw ExitCode(EXIT_FAILURE) }
        }
    }

    private func checkScenario() throws -> Bool {
        let source = try SessionSource(options)
        let (scenario, data, model) = try source.prepare(history: 0) { if !json { Output.write("\($0) …\n") } }
        let outcome = try ScenarioCheck(scenario, data: data, model: model, samples: samples).run(atMost: elements)
        Output.write(json ? CheckText.json(outcome) : CheckText.lines(outcome))
        return outcome.passes
    }

    private func checkTable() throws -> Bool {
        let width = CheckTable.rows.map(\.layer.cellWidth).max() ?? 0
        if !json { Output.write(CheckText.header(width)) }
        var worst = 0.0
        var kinks = 0
        for row in CheckTable.rows {
            let reports = try CheckTable.losses.map { try CheckTable.check(row, loss: $0) }
            worst = reports.reduce(worst) { max($0, $1.worstRelativeError) }
            kinks += reports.reduce(0) { $0 + $1.kinks }
            if json {
                for (loss, report) in zip(CheckTable.losses, reports) { Output.write(CheckText.json(row, loss, report)) }
            } else {
                Output.write(CheckText.line(row, reports, width))
            }
        }
        let passes = worst <= ScenarioCheck.tolerance
        if !json {
            Output.write(
                """
                worst relative error \(CheckText.number(worst)): \(CheckText.verdict(passes))
                \(kinks) elements at kinks, marked k: held against the slopes on the two sides

                """)
        }
        return passes
    }
}

/// The text of results of gradient checks.
private enum CheckText {
    static func number(_ value: Double) -> String { value == 0 ? "0" : NumberFormat.significant(2).string(value) }

    static func verdict(_ passes: Bool) -> String { passes ? "proven (up to 1e-7)" : "NOT proven (more than 1e-7)" }

    static func lines(_ outcome: ScenarioCheck.Outcome) -> String {
        let report = outcome.report
        var text = "\(outcome.network), \(outcome.loss), \(outcome.samples) samples\n"
        let width = report.worstByTensor.keys.map(\.cellWidth).max() ?? 0
        for name in report.worstByTensor.keys.sorted() {
            text += "  \(name.padded(to: width))  \(number(report.worstByTensor[name] ?? 0))\n"
        }
        text += "\(report.count) of \(outcome.elements) elements compared"
        text += outcome.stride > 1 ? ", one in \(outcome.stride) of each tensor (--elements compares more)\n" : "\n"
        if report.kinks > 0 { text += "\(report.kinks) at kinks, held against the slopes on the two sides\n" }
        if report.undecided > 0 { text += "\(report.undecided) of these where several kinks meet: differences cannot decide\n" }
        text += "worst relative error \(number(report.worstRelativeError))"
        if let worst = report.worst, worst.relativeError > 0 {
            text += " (\(worst.tensor)[\(worst.index)]: \(worst.analytic), numeric \(worst.numeric))"
        }
        return text + ": \(verdict(outcome.passes))\n"
    }

    static func json(_ outcome: ScenarioCheck.Outcome) -> String {
        let report = outcome.report
        let tensors = report.worstByTensor.keys.sorted().map { ($0, JSONValue.number(report.worstByTensor[$0] ?? 0)) }
        return JSONValue.object(
            JSONObject([
                ("network", .string(outcome.network)), ("loss", .string(outcome.loss)),
                ("samples", .number(Double(outcome.samples))),
                ("elements", .number(Double(outcome.elements))), ("compared", .number(Double(report.count))),
                ("kinks", .number(Double(report.kinks))),
                ("undecided", .number(Double(report.undecided))), ("worstRelativeError", .number(report.worstRelativeError)),
                ("tensors", .object(JSONObject(tensors))), ("passes", .bool(outcome.passes)),
            ])
        ).text + "\n"
    }

    static func json(_ row: CheckTable.Row, _ loss: String, _ report: GradientCheck.Report) -> String {
        JSONValue.object(
            JSONObject([
                ("layer", .string(row.layer)), ("loss", .string(loss)), ("network", .string(row.network)),
                ("compared", .number(Double(report.count))), ("kinks", .number(Double(report.kinks))),
                ("undecided", .number(Double(report.undecided))), ("worstRelativeError", .number(report.worstRelativeError)),
                ("passes", .bool(report.worstRelativeError <= ScenarioCheck.tolerance)),
            ])
        ).text + "\n"
    }

    private static let cell = 10

    static func header(_ width: Int) -> String {
        var text = ""
        for (index, loss) in CheckTable.losses.enumerated() { text += "\(index + 1) \(loss)\n" }
        let numbers = CheckTable.losses.indices.map { "\($0 + 1)".padded(to: cell) }.joined()
        return text + "\("layer".padded(to: width))  \(numbers)\n"
    }

    static func line(_ row: CheckTable.Row, _ reports: [GradientCheck.Report], _ width: Int) -> String {
        let cells = reports.map { report in
            let mark = report.worstRelativeError <= ScenarioCheck.tolerance ? (report.kinks > 0 ? " k" : "") : " !"
            return (number(report.worstRelativeError) + mark).padded(to: cell)
        }
        return "\(row.layer.padded(to: width))  \(cells.joined())\n"
    }
}
