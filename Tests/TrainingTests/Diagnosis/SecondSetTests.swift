import Inspection
import Testing
import Training

@Suite("Diagnosis, second set")
struct SecondSetTests {
    private static func examine(_ one: SecondCase) throws -> [Finding] {
        try Doctor(one.scenario, data: one.data.pair, mostIterations: 800).examine().diagnosis.findings
    }

    private static func text(_ findings: [Finding]) -> String {
        findings.map { finding in "\(finding.severity.rawValue) \(finding.rule): \(finding.evidence.text { "\($0)" })" }.joined(
            separator: "; ")
    }

    @Test("The true fault is found, and stands first or second", arguments: SecondCase.sick)
    func theTrueFaultIsFound(_ one: SecondCase) throws {
        let findings = try Self.examine(one)
        let rank = try #require(findings.firstIndex { $0.rule == one.rule }, "found \(Self.text(findings))")
        #expect(rank < 2 && findings[rank].severity > .hint, "found \(Self.text(findings))")
        // What follows stands below what it names as its cause.
        for (index, finding) in findings.enumerated() where Diagnosis.isConsequence(finding.rule) && finding.cures.isEmpty {
            let cause = finding.cause.text { "\($0)" }
            #expect(findings[..<index].contains { cause.contains($0.rule.replacing("-", with: " ")) }, "\(Self.text(findings))")
        }
    }

    @Test("Nothing is said against a healthy run", arguments: SecondCase.healthy)
    func nothingIsSaidAgainstAHealthyRun(_ one: SecondCase) throws {
        let findings = try Self.examine(one)
        #expect(findings.allSatisfy { $0.severity == .hint }, "found \(Self.text(findings))")
    }
}
