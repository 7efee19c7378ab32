import Assets
import Inspection
import Testing
import Training

@Suite("What scenarios say is true")
struct ScenarioClaimTests {
    /// Whatever seed somebody begins with.
    @Test(arguments: Assets.scenarios.map(\.name), ClaimSettings.seeds)
    func everyClaimHoldsWithEverySeed(_ name: String, _ seed: UInt64) throws {
        let claims = try #require(ScenarioClaims.of(name), "\(name) comes without a claim: write one into ScenarioClaims")
        var outcomes: [Course: Outcome] = [:]
        func outcome(_ course: Course) throws -> Outcome {
            if let outcome = outcomes[course] { return outcome }
            let looks = claims.filter { $0.courses.contains(course) }.map(\.quantity.looks).max() ?? 0
            let outcome = try course.train(name, seed: seed, looks: looks)
            outcomes[course] = outcome
            return outcome
        }
        for claim in claims {
            let verdict = try claim.check(seed, outcome)
            #expect(
                verdict.holds,
                "\(name), seed \(seed): “\(claim.words)”: \(claim.quantity) is \(verdict.value), bound \(verdict.limit)")
            ClaimSettings.report(name, seed, claim, verdict)
        }
    }

    /// A claim whose words are gone from the summary, or that is about another number than they tell, claims nothing.
    @Test(arguments: Assets.scenarios.map(\.name))
    func theSummarySaysWhatIsMeasured(_ name: String) throws {
        let summary = try Trial.scenario(name).summary
        for claim in try #require(ScenarioClaims.of(name)) {
            #expect(summary.contains(claim.words), "“\(claim.words)” in “\(summary)”")
            guard let told = claim.told else { continue }
            #expect(
                Numerals.told(in: summary).contains { abs($0 - told) < 1e-9 }, "\(told) in “\(summary)”")
        }
    }

    @Test func noClaimIsLeftOfAScenarioThatIsGone() {
        #expect(Set(ScenarioClaims.all.keys) == Set(Assets.scenarios.map(\.name)))
    }
}
