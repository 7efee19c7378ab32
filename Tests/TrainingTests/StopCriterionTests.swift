import Inspection
import NeuralNetwork
import Testing
import Training

/// When a run ends by itself.
struct StopCriterionTests {
    private func scenario(_ stop: [String], _ change: (inout Scenario) -> Void) throws -> Scenario {
        let criteria = try Scenario.stopCriteria(stop)
        return SmallSets.scenario("dense:8,relu,dense:3") {
            $0.stop = criteria
            change(&$0)
        }
    }

    private func run(_ stop: [String], _ change: (inout Scenario) -> Void = { _ in }) throws -> Trainer {
        let trainer = try Trainer(scenario(stop, change), data: SmallSets.pictures)
        while trainer.reasonToStop == nil && trainer.completedIterations < 5000 { trainer.finishIteration() }
        return trainer
    }

    private func watch(_ stop: [String], _ change: (inout Scenario) -> Void) throws -> Session {
        let session = try Session(scenario(stop, change), data: SmallSets.pictures, history: 1 << 20)
        while session.reasonToStop == nil && session.completedIterations < 5000 { session.finishIteration(observed: false) }
        return session
    }

    @Test(
        arguments: [
            (["iterations:25"], nil, 25), (["iterations:5000"], 2, 12), (["epochs:3"], nil, 18),
            (["iterations:25", "epochs:2"], nil, 12),
            (["iterations:7,epochs:2"], nil, 7), ([], nil, 60),
        ] as [([String], Int?, Int)])
    func numbersOfIterationsAreKept(stop: [String], epochs: Int?, expected: Int) throws {
        #expect(try run(stop) { $0.givenEpochs = epochs }.completedIterations == expected)
    }

    @Test func accuracyEndsARunAtTheFirstEvaluationThatHasIt() throws {
        let trainer = try run(["accuracy:0.9"]) { $0.epochs = 100 }
        #expect(trainer.completedIterations < 600)
        #expect(trainer.reasonToStop?.contains("accuracy") == true)
        #expect(try #require(trainer.evaluateHeldOut().accuracy) >= 0.9)
        let session = try watch(["accuracy:0.9"]) { $0.epochs = 100 }
        #expect(session.completedIterations == trainer.completedIterations, "watched or not")
        #expect(session.reasonToStop == trainer.reasonToStop)
    }

    @Test func lossCanBeThatOfTraining() throws {
        let heldOut = try run(["loss:0.2"]) { $0.epochs = 200 }
        let train = try run(["loss(0.2,of:train)"]) { $0.epochs = 200 }
        #expect(heldOut.evaluateHeldOut().loss <= 0.2)
        #expect(train.reasonToStop?.hasPrefix("train loss") == true)
    }

    @Test func patienceEndsARunThatNoLongerImproves() throws {
        // A rate so small that nothing changes.
        let session = try watch(["patience:4"]) {
            $0.learningRate = 1e-30
            $0.epochs = 100
        }
        #expect(session.reasonToStop == "no lower held-out loss in 4 evaluations")
        let evaluations = try #require(CurvesProbe(columns: 100).read(session)?.heldOut)
        #expect(evaluations.count == 1 + 4)
        let learning = try run(["patience:4"]) { $0.epochs = 3 }
        #expect(learning.reasonToStop == "3 epochs done")
    }

    @Test func aDriverPausesOnceAndGoesOnWhenAsked() throws {
        let driver = SessionDriver(try SmallSets.session("dense:8,relu,dense:3") { $0.stop = ["accuracy:0.1"] })
        try driver.perform(.toggleRun)
        for _ in 0..<50 { driver.runOn(observed: false) }
        #expect(!driver.isRunning)
        #expect(driver.notice?.contains("accuracy") == true)
        let stopped = driver.session.completedIterations
        try driver.perform(.toggleRun)
        for _ in 0..<20 { driver.runOn(observed: false) }
        #expect(driver.session.completedIterations == stopped + 20)
    }
}
