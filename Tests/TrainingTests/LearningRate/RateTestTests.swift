import Basics
import ElementaryFunctions
import Inspection
import Testing
@testable import Training

@Suite("Learning-rate range test")
struct RateTestTests {
    /// A whole test on losses that are a function of log₁₀ η.
    private static func test(present: Double = 0.1, _ loss: (Double) -> Double) -> RateTest {
        var test = RateTest(present: present, guessing: 1)
        while !test.isOver { test.add(loss(Elementary.log10(RateTest.rate(ofStep: test.points.count)))) }
        return test
    }

    /// From 1 to 0.1 about an exponent of ten, and up behind another.
    private static func fall(at middle: Double, risingAt end: Double) -> (Double) -> Double {
        { 0.1 + 0.9 / (1 + Elementary.exp(6 * ($0 - middle))) + max(0, $0 - end) * 8 }
    }

    @Test("Suggested is where the smoothed loss falls most steeply", arguments: [-4.0, -2, 0])
    func theSteepestFallIsSuggested(_ middle: Double) throws {
        let suggestion = try #require(Self.test(Self.fall(at: middle, risingAt: middle + 1.5)).suggestion)
        #expect(abs(Elementary.log10(suggestion) - middle) < 0.05, "\(suggestion)")
    }

    @Test("A fall from a peak behind the lowest loss is no learning")
    func theWayDownFromAPeakIsNotSuggested() throws {
        let falls = Self.fall(at: -2, risingAt: 5)
        let suggestion = try #require(Self.test { $0 > 0 && $0 < 0.5 ? 1.4 : falls($0) }.suggestion)
        #expect(abs(Elementary.log10(suggestion) + 2) < 0.05, "\(suggestion)")
    }

    @Test("Nothing is suggested of noise, of a rise, or of what breaks at once")
    func nothingIsSuggestedWhereNothingFalls() {
        var source = RandomSource(seed: 5, 1)
        #expect(Self.test { _ in 1 + 0.2 * source.normal() }.suggestion == nil)
        #expect(Self.test { $0 > 0 ? 1 + $0 : 1 }.suggestion == nil)
        let broken = Self.test { _ in .nan }
        #expect(broken.suggestion == nil && broken.points.count == 1)
        #expect(broken.verdict.text { "\($0)" }.contains("not finite"))
    }

    @Test("The test ends where the loss has gone far above what it was")
    func theTestEndsFarAbove() {
        let test = Self.test(Self.fall(at: -3, risingAt: -1))
        #expect(test.isOver && test.points.count < RateTest.planned)
        #expect((test.points.last?.rate ?? 0) < 10)
    }

    @Test("The verdict holds the rate in force against the suggested one")
    func theVerdictComparesWithTheRateInForce() {
        let falls = Self.fall(at: -2, risingAt: 0)
        func verdict(_ present: Double) -> String { Self.test(present: present, falls).verdict.text { "\($0)" } }
        #expect(verdict(0.01).contains("about as large as suggested"))
        #expect(verdict(0.0001) == "η is 0.0001: 100.0 times as large would learn faster")
        #expect(verdict(1) == "η is 1, 100.0 times as large as suggested")
    }

    private static func driver(_ settings: String, _ data: DiagnosisData = .moons) throws -> SessionDriver {
        let one = DiagnosisCase(nil, data, settings)
        return SessionDriver(try Session(one.scenario, data: one.data.pair, history: 16 << 20))
    }

    @Test("Batches that differ suggest nothing by chance", arguments: [20, 60, 120])
    func batchesThatDifferSuggestNothing(_ iterations: Int) throws {
        let driver = try Self.driver("network: dense:16,relu,dense:16,relu,dense:2; learningRate: 0.2; batch: 32")
        try driver.perform(.goTo(iterations: iterations))
        try driver.perform(.testRates)
        let suggestion = try #require(driver.status.rateTest?.suggestion)
        #expect(suggestion >= 0.03 && suggestion <= 2)
    }

    @Test("The test goes on from the same bits, and leaves no trace")
    func theTestLeavesNoTrace() throws {
        let driver = try Self.driver(
            "network: dense:16,tanh,dense:2; optimizer: sgd(momentum:0.9); learningRate: 0.1; schedule: step(every:7,factor:0.5)")
        try driver.perform(.goTo(iterations: 30))
        let digest = driver.session.parametersDigest()
        try driver.perform(.testRates)
        let test = try #require(driver.status.rateTest)
        #expect(test.isOver && test.present == 0.1 && test.noise?.iteration == 30)
        #expect(driver.session.parametersDigest() == digest)
        #expect(driver.session.completedIterations == 30 && driver.session.baseLearningRate == 0.1)
        #expect(driver.session.branches.count == 1)
        // The session's own steps with the first two rates, which the schedule does not change here.
        var scenario = driver.session.scenario
        scenario.schedule = nil
        let same = try Session(scenario, data: driver.session.data, history: 16 << 20)
        let twin = SessionDriver(same)
        for iteration in 0..<30 {
            try twin.perform(.setLearningRate(driver.session.learningRate(at: iteration)))
            twin.session.finishIteration(observed: false)
        }
        #expect(twin.session.parametersDigest() == digest)
        for step in 0..<3 {
            try twin.perform(.setLearningRate(RateTest.rate(ofStep: step)))
            twin.session.finishIteration(observed: false)
            let session = twin.session
            let same = Evaluator(network: session.network, loss: session.loss, data: RateTrial.yardstick(of: session.data.train))
            #expect(same.evaluate(atMost: .max).loss == test.points[step].loss)
        }
    }

    @Test(
        "A network learns with what is suggested",
        arguments: [
            ("network: dense:16,tanh,dense:2", DiagnosisData.moons),
            ("network: dense:16,tanh,dense:2; optimizer: adam", .moons),
            ("network: dense:64,relu,dense:10", .digits),
            ("network: dense:32,sigmoid,dense:10; optimizer: sgd(momentum:0.9)", .digits),
            ("network: dense:32,relu,dense:1; loss: mse", .curve),
        ])
    func aNetworkLearnsWithIt(_ settings: String, _ data: DiagnosisData) throws {
        func trained(_ rate: Double) throws -> Double {
            let one = DiagnosisCase(nil, data, "\(settings); learningRate: \(rate)")
            let trainer = try Trainer(one.scenario, data: one.data.pair)
            trainer.run(to: 300)
            let loss = trainer.evaluateTrain().loss
            return loss.isFinite ? loss : .infinity
        }
        let driver = try Self.driver(settings, data)
        try driver.perform(.testRates)
        let suggestion = try #require(driver.status.rateTest?.suggestion)
        let best = try [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10].map(trained).min() ?? 0
        let guessing = try #require(driver.session.guessingLoss)
        let reached = try trained(suggestion)
        // Of what can be learned in so many steps, most.
        #expect(guessing - reached > 0.75 * (guessing - best), "η \(suggestion): \(reached), best \(best), guessing \(guessing)")
    }
}
