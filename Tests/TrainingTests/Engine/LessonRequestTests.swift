import Inspection
import Testing
import Training

/// Things that a lesson asks of a run: numbers hidden, moments kept, trials on a copy.
struct LessonRequestTests {
    private static func driver() throws -> SessionDriver {
        let scenario = try Scenario(yaml: InlineSamplesTests.chain, source: "made.yaml")
        return SessionDriver(try Session(scenario, data: try #require(scenario.samples).pair, history: 1 << 20))
    }

    private func hidden(_ texts: String..., in driver: SessionDriver) throws -> HiddenNumbers {
        let scope = driver.session.watchScope
        return HiddenNumbers(
            try texts.flatMap { try WatchExpression(parsing: $0, in: scope).quantities }, scope)
    }

    @Test func whatFollowsFromAHiddenNumberIsHiddenToo() throws {
        let driver = try Self.driver()
        driver.session.step(.iteration)
        try driver.perform(.lesson(.hide(hidden("delta[1,1]", in: driver))))
        let status = driver.status
        #expect(!status.hasError(column: 1, neuron: 1) && status.hasError(column: 1, neuron: 0))
        #expect(status.hasOutputGradient(1, neuron: 1), "∂L/∂a comes before it")
        #expect(!status.hasGradient(0, neuron: 1) && status.hasGradient(0, neuron: 0))
        #expect(status.hasForward(0, neuron: 1) && status.hasLoss)
        let scope = driver.session.watchScope
        for (text, isHidden) in [
            ("g[1,1,0]", true), ("dw[1,1,0]", true), ("g[1,0,0]", false), ("da[1,1]", false), ("loss", false), ("|g1|", true),
        ] {
            let quantity = try #require(try WatchExpression(parsing: text, in: scope).quantities.first)
            #expect((driver.session.shownValue(of: quantity) == nil) == isHidden, "\(text)")
        }
        try driver.perform(.lesson(.hide(HiddenNumbers())))
        #expect(driver.status.hasError(column: 1, neuron: 1))
    }

    @Test func aHiddenSumHidesAllThatComesAfterIt() throws {
        let driver = try Self.driver()
        driver.session.step(.pass, count: 3)
        try driver.perform(.lesson(.hide(hidden("z[1,0]", in: driver))))
        let status = driver.status
        #expect(!status.hasForward(0, neuron: 0) && !status.hasForward(2) && !status.hasLoss && status.batchLoss == nil)
        #expect(status.hasForward(0, neuron: 1))
    }

    @Test func answersThatCouldTellAreWithheld() throws {
        let driver = try Self.driver()
        driver.session.step(.iteration)
        let probe = GradientsProbe(historyColumns: 0)
        #expect(driver.snapshot([probe])[probe] != nil)
        try driver.perform(.lesson(.hide(hidden("delta[2,0]", in: driver))))
        #expect(driver.snapshot([probe])[probe] == nil)
    }

    @Test func aTrialLeavesNoTrace() throws {
        let driver = try Self.driver()
        driver.session.step(.pass, count: 2)
        let (session, record) = (driver.session, driver.session.record(withDigest: true))
        let status = driver.status
        try driver.perform(.lesson(.beginTrial))
        #expect(driver.session !== session && driver.status.position == status.position)
        #expect(driver.session.parametersDigest() == record.digest)
        try driver.perform(.setParameter(.weight(column: 1, neuron: 0, input: 0), 9))
        try driver.perform(.step(.iteration, count: 30, .forward))
        try driver.perform(.setMark("a"))
        #expect(driver.status.unsaved.isEmpty)
        try driver.perform(.lesson(.endTrial))
        #expect(driver.session === session && session.record(withDigest: true) == record)
        #expect(driver.status == status)
    }

    @Test func aKeptMomentIsComeBackToWithItsBranchAndWhatCouldBeUndone() throws {
        let driver = try Self.driver()
        driver.session.step(.pass)
        try driver.perform(.lesson(.keep(1)))
        let digest = driver.session.parametersDigest()
        try driver.perform(.setParameter(.weight(column: 1, neuron: 0, input: 0), 9))
        try driver.perform(.step(.iteration, count: 3, .forward))
        try driver.perform(.lesson(.restore(1)))
        #expect(driver.session.position == Position(iteration: 0, done: 4))
        #expect(driver.session.parametersDigest() == digest && !driver.session.undo())
        try driver.perform(.lesson(.restore(7)))
        #expect(driver.session.parametersDigest() == digest, "one that was never kept leads nowhere")
    }

    @Test func anotherScenarioBeginsAnew() throws {
        let driver = try Self.driver()
        let other = try Scenario(yaml: "samples: [{x: 1, y: 1}]\nnetwork: dense:1\nloss: mse", source: "other.yaml")
        driver.scenarioNamed = { _ in other }
        driver.dataOf = { try #require($0.samples).pair }
        driver.session.step(.iteration)
        try driver.perform(.restart(.scenario("lesson:other")))
        #expect(driver.session.scenario == other && driver.session.position == .start)
    }
}
