import ArgumentParser
import Basics
import Foundation
import Inspection
import TerminalGraphics
import Training

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say what keeps a network from learning, and what helps.",
        discussion: """
            Trains a scenario for a few seconds, looks at its data, its layers, its gradients and its loss, and says what it finds: the rule, how bad
            it is, what was measured, why, and what to try. A fault keeps it from learning, a warning costs much, a hint is good to know. Where
            much is left to learn, the same run is tried with smaller and with larger learning rates.

            With --prove each cure that is a setting is tried from the same beginning, for as many iterations: a table says what came of it.
            With --json every line is one JSON object: {"event":"finding",…} for each finding, {"event":"cure",…} for each cure tried,
            {"event":"end",…} last. With --rules it lists what it looks for.

            With --learning-rate and no number behind it, it tries learning rates instead: η grows from step to step, from far too small to
            far too large. It suggests the one where the smoothed loss falls most steeply, and says by the noise of the gradient
            whether a larger batch would help. Its JSON lines are {"event":"rate",…} for each step, {"event":"noise",…}, {"event":"end",…}.

            Ends with 0 if all is well (or only hints), else with 1.

            Examples:
              backstep doctor vanishing-sigmoid
              backstep doctor --data my.csv --network dense:32,relu,dense:3,softmax --prove
              backstep doctor too-large-learning-rate --json
              backstep doctor moons --learning-rate
            """)

    @OptionGroup var options: ScenarioOptions

    @Flag(help: "Try each cure, and say what came of it.")
    var prove = false

    @Flag(help: "One JSON object a line.")
    var json = false

    /// The meaning of `--learning-rate` without a number.
    @Flag(name: .customLong("try-learning-rates"), help: .hidden)
    var triesRates = false

    @Flag(help: "List what is looked for.")
    var rules = false

    func run() throws {
        if rules {
            Output.write(DoctorText.rules)
            return
        }
        try Failure.reported {
            let source = try SessionSource(options)
            try source.check()
            let loaded = try source.prepare(history: 0) { if !json { Output.write("\($0) …\n") } }
            let doctor = Doctor(loaded.scenario, data: loaded.data, model: loaded.model)
            if triesRates {
                let report = try doctor.tryRates()
                Output.write(json ? RateText.json(report) : RateText.lines(report))
                return
            }
            let report = try doctor.examine()
            let proof = prove ? try doctor.prove(report) : nil
            Output.write(json ? DoctorText.json(report, proof?.trials ?? []) : DoctorText.lines(report, proof))
            if !report.diagnosis.isHealthy { throw ExitCode(EXIT_FAILURE) }
        }
    }
}

/// A diagnosis in writing.
enum DoctorText {
    private static func digits(_ value: Double) -> String {
        NumberFormat(.significant(3), dropsTrailingZeros: true).string(value)
    }

    /// A phrase as this command and the screen write it.
    static func text(_ phrase: Phrase) -> String { phrase.text(digits) }

    static var rules: String {
        let width = (Diagnosis.rules.map { $0.name.count }.max() ?? 0) + 2
        return Diagnosis.rules.map { $0.name.padded(to: width) + $0.meaning + "\n" }.joined()
    }

    static func lines(_ report: Doctor.Report, _ proof: (present: CureOutcome, trials: [Doctor.Trial])?) -> String {
        var text = ""
        for finding in report.diagnosis.findings {
            let place = finding.place.map { ", \($0)" } ?? ""
            text += "\(finding.severity.rawValue): \(finding.rule)\(place)\n"
            text += "  measured  \(self.text(finding.evidence))\n"
            text += "  cause     \(self.text(finding.cause))\n"
            for (index, cure) in finding.cures.enumerated() {
                text += "  \(index == 0 ? "try       " : "or        ")\(self.text(cure.words))\n"
            }
            text += "\n"
        }
        if let proof, !proof.trials.isEmpty {
            let width = (proof.trials.map { self.text($0.cure.words).cellWidth }.max() ?? 0) + 2
            let hasAccuracy = proof.present.accuracy != nil
            func row(_ name: String, _ end: CureOutcome) -> String {
                name.padded(to: width) + (end.loss.map(digits) ?? "NaN").padded(to: 10)
                    + (end.heldOut.map(digits) ?? "NaN").padded(to: 10)
                    + (hasAccuracy ? (end.accuracy.map { digits(100 * $0) + " %" } ?? "").padded(to: 12) : "")
            }
            text += "\("tried".padded(to: width))loss      held-out  \(hasAccuracy ? "read right  " : "")verdict\n"
            text += row("as it is", proof.present) + "\n"
            for trial in proof.trials {
                text += row(self.text(trial.cure.words), trial.end) + (trial.helps ? "helps" : "no better") + "\n"
            }
            text += "\n"
        }
        let loss = report.loss.map { ", training loss \(digits($0))" } ?? ""
        return text + (report.diagnosis.isHealthy ? "healthy" : "sick") + " after \(report.iterations) iterations\(loss)\n"
    }

    static func json(_ report: Doctor.Report, _ trials: [Doctor.Trial]) -> String {
        var text = ""
        for finding in report.diagnosis.findings {
            text +=
                JSONValue.object(
                    JSONObject([
                        ("event", .string("finding")), ("rule", .string(finding.rule)),
                        ("severity", .string(finding.severity.rawValue)),
                        ("layer", finding.layer.map { .number(Double($0)) } ?? .null),
                        ("evidence", .string(self.text(finding.evidence))),
                        ("cause", .string(self.text(finding.cause))),
                        ("cures", .array(finding.cures.map { .string(self.text($0.words)) })),
                    ])
                ).text + "\n"
        }
        for trial in trials {
            text +=
                JSONValue.object(
                    JSONObject([
                        ("event", .string("cure")), ("rule", .string(trial.rule)), ("cure", .string(self.text(trial.cure.words))),
                        (
                            "settings",
                            .object(
                                JSONObject(trial.cure.settings.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
                        ),
                        ("loss", trial.end.loss.map { .number($0) } ?? .null),
                        ("heldOutLoss", trial.end.heldOut.map { .number($0) } ?? .null),
                        ("accuracy", trial.end.accuracy.map { .number($0) } ?? .null), ("helps", .bool(trial.helps)),
                    ])
                ).text + "\n"
        }
        return text
            + JSONValue.object(
                JSONObject([
                    ("event", .string("end")), ("findings", .number(Double(report.diagnosis.findings.count))),
                    ("verdict", .string(report.diagnosis.isHealthy ? "healthy" : "sick")),
                    ("iterations", .number(Double(report.iterations))), ("trainLoss", report.loss.map { .number($0) } ?? .null),
                ])
            ).text + "\n"
    }
}
