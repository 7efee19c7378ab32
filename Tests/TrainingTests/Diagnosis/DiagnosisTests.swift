import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite("Diagnosis")
struct DiagnosisTests {
    private static func examine(_ one: DiagnosisCase) throws -> Doctor.Report {
        try Doctor(one.scenario, data: one.data.pair, mostIterations: 800).examine()
    }

    @Test("A fault is found", arguments: DiagnosisCase.sick)
    func aFaultIsFound(_ one: DiagnosisCase) throws {
        let report = try Self.examine(one)
        let found = report.diagnosis.findings.map { "\($0.severity.rawValue) \($0.rule)" }
        // A clipped gradient and a net at rest are good to know, and no fault as such.
        let least: Severity = ["clipped", "at-rest"].contains(one.rule) ? .hint : .warning
        #expect(report.diagnosis.findings.contains { $0.rule == one.rule && $0.severity >= least }, "found \(found)")
    }

    @Test("Nothing is said against a healthy run", arguments: DiagnosisCase.healthy)
    func nothingIsSaidAgainstAHealthyRun(_ one: DiagnosisCase) throws {
        let report = try Self.examine(one)
        let worse = report.diagnosis.findings.filter { $0.severity > .hint }
        #expect(
            report.diagnosis.isHealthy,
            "found \(worse.map { "\($0.severity.rawValue) \($0.rule): \($0.evidence.text { "\($0)" })" })")
    }

    @Test("The rules have the names that scripts rely on, each with its meaning")
    func rulesHaveTheirNames() {
        let names = Set(
            """
            vanishing exploding dead-units saturated all-alike bias-only at-rest learning-rate-high learning-rate-low not-learning
            overfitting loss-misfit linear inputs-unscaled labels-unbalanced batch-of-one outputs-unused non-finite unchanged clipped
            """.split { $0.isWhitespace }.map(String.init))
        #expect(Set(Diagnosis.rules.map { $0.name }) == names)
        #expect(Diagnosis.rules.count == names.count)
        #expect(Diagnosis.rules.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test("A cure that is a setting is tried from the same beginning, and helps or does not")
    func aCureIsProven() throws {
        let one = DiagnosisCase("loss-misfit", .digits, "network: dense:64,relu,dense:10,softmax")
        let doctor = try Doctor(one.scenario, data: one.data.pair, mostIterations: 400)
        let report = try doctor.examine()
        let trials = try doctor.prove(report).trials
        let trial = try #require(trials.first { $0.rule == "loss-misfit" })
        #expect(trial.helps)
        let shorter = try LayerChain(parsing: "dense:64,relu,dense:10").text
        #expect(trial.cure.settings["network"] == shorter)
        let again = try doctor.prove(report).trials
        #expect(again.map(\.end) == trials.map(\.end))
    }

    @Test("Every cure that is a setting can be set")
    func everyCureCanBeSet() throws {
        for one in DiagnosisCase.sick.prefix(30) {
            let scenario = try one.scenario
            for finding in try Doctor(scenario, data: one.data.pair, mostIterations: 60).examine().diagnosis.findings {
                for cure in finding.cures where !cure.settings.isEmpty {
                    #expect(throws: Never.self, "\(finding.rule): \(cure.settings)") { _ = try scenario.applying(cure) }
                }
            }
        }
    }

    @Test("What follows from another fault names it and offers no cure of its own")
    func whatFollowsNamesItsCause() throws {
        let report = try Self.examine(DiagnosisCase.sick[0])
        let last = try #require(report.diagnosis.findings.first { $0.rule == "not-learning" })
        #expect(last.cures.isEmpty)
        #expect(last.cause.text { "\($0)" }.contains("vanishing"))
    }

    @Test("A deeper network that learns is healthy, whatever its first iterations looked like")
    func aDeeperNetworkIsHealthy() throws {
        let one = DiagnosisCase(nil, .moons, "network: \(String(repeating: "dense:8,tanh,", count: 3))dense:2; learningRate: 0.5")
        let report = try Self.examine(one)
        #expect(report.diagnosis.isHealthy)
    }
}
