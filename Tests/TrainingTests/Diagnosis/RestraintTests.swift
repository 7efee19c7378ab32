import Inspection
import NeuralNetwork
import Testing
import Training

@Suite("A setting that holds learning back")
struct RestraintTests {
    @Test(
        "It is named as the cause, before all that follows from it, and its cure is to be without it",
        arguments: [
            ("l2: 0.5", "penalty", "l2", "0"), ("l1: 0.1", "penalty", "l1", "0"),
            ("optimizer: sgd(weightDecay:0.5)", "weight decay", "optimizer", "sgd"),
            ("schedule: exponential(factor:0.5)", "schedule", "schedule", "constant"),
        ])
    func itIsNamed(_ setting: String, _ word: String, _ key: String, _ value: String) throws {
        let one = DiagnosisCase(nil, .digits, "network: dense:32,relu,dense:10; learningRate: 0.02; \(setting)")
        let report = try Doctor(one.scenario, data: one.data.pair, mostIterations: 1000).examine()
        let finding = try #require(report.diagnosis.findings.first)
        #expect(finding.rule == "not-learning")
        #expect(finding.cause.text { "\($0)" }.contains(word))
        #expect(finding.cures.first?.settings[key]?.hasPrefix(value) == true, "\(finding.cures)")
    }

    @Test("Of dropout that leaves next to nothing, dead units and the rest are what follows")
    func dropoutIsNamed() throws {
        let one = DiagnosisCase(nil, .digits, "network: dense:32,relu,dropout:0.95,dense:10; learningRate: 0.3")
        let report = try Doctor(one.scenario, data: one.data.pair, mostIterations: 1000).examine()
        let finding = try #require(report.diagnosis.findings.first)
        #expect(finding.rule == "not-learning" && finding.cause.text { "\($0)" }.contains("dropout"))
        #expect(finding.cures.first?.settings["network"]?.contains("dropout:0.2") == true)
    }

    @Test(
        "A cure helps by the loss that its rule is about, never by a loss that has grown",
        arguments: [
            // Training loss, held-out loss and accuracy before and after; rule; whether it helps.
            ([1.0, 1.0, 0.4], [0.5, 0.6, 0.7], "dead-units", true),
            ([1.09, 1.1, 0.4], [1.38e13, 2e13, 0.62], "dead-units", false),
            ([1.38, 1.4, 0.22], [1.38, 1.39, 0.26], "not-learning", false),
            ([1.0, 1.0, 0.4], [0.95, 0.9, 0.7], "not-learning", true),
            ([0.001, 1.6, 0.7], [0.002, 0.9, 0.7], "overfitting", true),
            ([0.001, 1.6, 0.7], [0.0001, 1.7, 0.7], "overfitting", false),
            ([.nan, .nan, 0.1], [3e8, 3e8, 0.1], "non-finite", false), ([.nan, .nan, 0.1], [0.4, 0.5, 0.9], "non-finite", true),
        ])
    func aCureIsJudgedByWhatItIsFor(_ before: [Double], _ after: [Double], _ rule: String, _ helps: Bool) {
        func end(_ numbers: [Double]) -> CureOutcome {
            CureOutcome(loss: numbers[0], heldOut: numbers[1], accuracy: numbers[2], samples: 500, guessing: 2.3)
        }
        #expect(end(after).isBetter(than: end(before), for: rule) == helps)
    }
}
