import Inspection
import Testing
import Training

@Suite("Cures on the screen")
struct CureTests {
    private static func driver(_ settings: String, _ data: DiagnosisData = .moons) throws -> SessionDriver {
        let one = DiagnosisCase(nil, data, settings)
        return SessionDriver(try Session(one.scenario, data: one.data.pair, history: 16 << 20))
    }

    @Test("A run that is gone on with beside the session has the losses that the session would have")
    func theRunAsItIsGoesOnFromTheSameBits() throws {
        let driver = try Self.driver("network: dense:16,relu,dense:2; optimizer: sgd(momentum:0.9); learningRate: 20")
        try driver.perform(.goTo(iterations: 30))
        let digest = driver.session.parametersDigest()
        try driver.perform(.cure(.tryAll))
        let trials = try #require(driver.status.cures)
        #expect(trials.isOver)
        #expect(driver.session.parametersDigest() == digest)
        #expect(driver.session.completedIterations == 30)
        let tail = trials.planned / 10
        var losses: [Double] = []
        for done in 1...trials.planned {
            driver.session.finishIteration(observed: false)
            if done > trials.planned - tail { losses.append(driver.session.batchDataLoss) }
        }
        #expect(trials.present.loss == losses.reduce(0, +) / Double(losses.count))
    }

    @Test("A cure that the run can go on with becomes a change on a branch; another begins anew")
    func aCureIsTaken() throws {
        let driver = try Self.driver("network: dense:16,relu,dense:2; learningRate: 20")
        try driver.perform(.goTo(iterations: 30))
        try driver.perform(.cure(.take(Cure("a smaller rate", ["learningRate": "0.5"]))))
        #expect(driver.session.baseLearningRate == 0.5)
        #expect(driver.session.completedIterations == 30)
        try driver.perform(.cure(.take(Cure("tanh", ["network": "dense:16,tanh,dense:2"]))))
        #expect(driver.session.completedIterations == 0)
        #expect(driver.session.network.spec.text.contains("tanh"))
    }

    @Test("Softmax twice: the table says that leaving one out helps")
    func theTableSaysWhatHelps() throws {
        let driver = try Self.driver("network: dense:64,relu,dense:10,softmax; learningRate: 0.1", .digits)
        try driver.perform(.goTo(iterations: 60))
        try driver.perform(.cure(.tryAll))
        let trials = try #require(driver.status.cures)
        let row = try #require(trials.rows.first { $0.rule == "loss-misfit" })
        #expect(trials.helps(row) == true)
    }

    @Test("Where nothing is found there is nothing to try, and that is said")
    func nothingToTry() throws {
        let driver = try Self.driver("network: dense:16,tanh,dense:2; learningRate: 0.5")
        try driver.perform(.goTo(iterations: 30))
        try driver.perform(.cure(.tryAll))
        #expect(driver.status.cures == nil)
        #expect(driver.status.notice?.contains("nothing") == true)
    }
}
