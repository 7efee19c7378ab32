import Inspection
import Testing
import Training

@Suite struct SessionDriverTests {
    private func driver(epochs: Int = 2) throws -> SessionDriver {
        SessionDriver(try Small.session(epochs: epochs), history: 1 << 20)
    }

    private func runOut(_ driver: SessionDriver, atMost units: Int = 500) {
        for _ in 0..<units where driver.isRunning { driver.runOn(observed: false) }
    }

    @Test(arguments: [RunSpeed.full, .iterations(100), .steps(4)]) func aRunStopsAtItsLastEpochSaysSoAndGoesOn(_ speed: RunSpeed)
        throws
    {
        let driver = try driver()
        try driver.perform(.setSpeed(speed))
        try driver.perform(.toggleRun)
        runOut(driver)
        #expect(!driver.isRunning)
        #expect(driver.session.completedIterations == 10)
        #expect(driver.status.notice?.hasPrefix("2 epochs done") == true)
        try driver.perform(.toggleRun)
        #expect(driver.status.notice == nil)
        runOut(driver)
        #expect(driver.session.completedIterations == 20)
        #expect(driver.status.notice?.hasPrefix("4 epochs done") == true)
    }

    @Test func oneEpochIsOne() throws {
        let driver = try driver(epochs: 1)
        try driver.perform(.toggleRun)
        runOut(driver)
        #expect(driver.status.notice?.hasPrefix("1 epoch done") == true)
    }

    @Test func aRunBegunBeyondTheLastEpochStopsAtTheNextMultiple() throws {
        let driver = try driver()
        try driver.perform(.step(.iteration, count: 33, .forward))
        try driver.perform(.toggleRun)
        runOut(driver)
        #expect(driver.session.completedIterations == 40)
        #expect(!driver.isRunning)
    }

    @Test func homeAndEndGoToTheEndsOfWhatHasBeen() throws {
        let driver = try driver()
        try driver.perform(.step(.iteration, count: 7, .forward))
        try driver.perform(.step(.layer, count: 3, .forward))
        let farthest = driver.session.position
        let digest = driver.session.parametersDigest()
        try driver.perform(.goToNewest)
        #expect(driver.session.position == farthest, "the end is not behind it")
        try driver.perform(.goTo(iterations: 0))
        #expect(driver.session.position == .start)
        try driver.perform(.goToNewest)
        #expect(driver.session.position == farthest)
        #expect(driver.session.parametersDigest() == digest)
        try driver.perform(.goTo(iterations: 3))
        #expect(driver.session.completedIterations == 3)
        try driver.perform(.setLearningRate(0.5))
        try driver.perform(.goToNewest)
        #expect(driver.session.completedIterations == 3, "what came after has been changed away")
    }

    @Test(arguments: [Int.min, -1, 0]) func beforeTheBeginningIsTheBeginning(_ iterations: Int) throws {
        let driver = try driver()
        try driver.perform(.step(.iteration, count: 2, .forward))
        try driver.perform(.goTo(iterations: iterations))
        #expect(driver.session.position == .start)
    }

    @Test func aRestartBeginsAnewWithTheSameOrTheNextSeed() throws {
        let driver = try driver()
        let first = driver.session.parametersDigest()
        try driver.perform(.step(.iteration, count: 6, .forward))
        let later = driver.session.parametersDigest()
        try driver.perform(.setLearningRate(0.7))
        try driver.perform(.toggleRun)
        try driver.perform(.restart(newSeed: false))
        #expect(!driver.isRunning)
        #expect(driver.session.position == .start)
        #expect(driver.session.learningRate == 0.1)
        #expect(driver.session.parametersDigest() == first)
        try driver.perform(.step(.iteration, count: 6, .forward))
        #expect(driver.session.parametersDigest() == later)
        try driver.perform(.restart(newSeed: true))
        #expect(driver.status.seed == 2)
        #expect(driver.session.parametersDigest() != first)
        try driver.perform(.restart(newSeed: false))
        #expect(driver.status.seed == 2, "the same as before, not as at first")
    }

    @Test func pausingAndSteppingEndARunWherePeopleCanLook() throws {
        for request in [Request.pause, .toggleRun, .step(.layer, count: 1, .back), .goTo(iterations: 2)] {
            let driver = try driver(epochs: 50)
            try driver.perform(.toggleRun)
            for _ in 0..<9 { driver.runOn(observed: false) }
            try driver.perform(request)
            #expect(!driver.isRunning)
            let prediction = driver.snapshot([PredictionProbe(sample: .pinned)])[PredictionProbe(sample: .pinned)]
            let direct = try Small.session()
            direct.move(to: driver.session.position)
            #expect(prediction?.actual == direct.ask(PredictionProbe(sample: .pinned))?.actual)
        }
    }

    @Test func aRunGoesOnWhileTheRateOrThePinnedSampleChanges() throws {
        let driver = try driver(epochs: 50)
        try driver.perform(.toggleRun)
        for _ in 0..<9 { driver.runOn(observed: false) }
        for request in [Request.setLearningRate(0.3), .pin(.nextOfClass), .setSpeed(.full), .setGrain(.pass)] {
            try driver.perform(request)
            #expect(driver.isRunning)
        }
        #expect(driver.grain == .pass && driver.speed == .full && driver.session.learningRate == 0.3)
        #expect(driver.session.completedIterations == 9)
    }

    @Test(arguments: [
        (0.1, true, 0.2), (0.2, true, 0.5), (0.5, true, 1), (0.1, false, 0.05), (0.05, false, 0.02), (0.3, true, 0.5),
        (0.3, false, 0.2),
        (0.001, false, 0.0005), (1e-7, false, 1e-7), (1e5, true, 1e5), (1e5, false, 500),
    ]) func ratesGoUpAndDownByOneTwoFive(_ rate: Double, _ up: Bool, _ next: Double) throws {
        let driver = try driver()
        try driver.perform(.setLearningRate(rate))
        try driver.perform(.changeLearningRate(up: up))
        #expect(driver.session.learningRate == next)
    }

    @Test func speedsChangeRungByRungAndSaySo() throws {
        let driver = try driver()
        try driver.perform(.setSpeed(.steps(15)))
        try driver.perform(.changeSpeed(faster: true))
        #expect(driver.speed == .iterations(30))
        #expect(driver.status.notice == "speed: 30 iterations a second")
        try driver.perform(.changeSpeed(faster: false))
        #expect(driver.speed == .steps(15))
        #expect(driver.status.notice == "speed: 15 layers a second")
    }

    @Test func runningByAGreatStepCanBeInterrupted() throws {
        let driver = SessionDriver(try Small.session(data: Small.blobs(train: 400), batch: 1), history: 1 << 20)
        try driver.perform(.setGrain(.epoch))
        try driver.perform(.setSpeed(.steps(1)))
        try driver.perform(.toggleRun)
        driver.runOn(observed: true) { false }
        #expect(driver.session.completedIterations == 1)
    }

    @Test func aSnapshotHoldsTheAnswersThatWereAskedForAndNoOthers() throws {
        let driver = try driver()
        try driver.perform(.step(.iteration, count: 1, .forward))
        let asked = CurvesProbe(columns: 3)
        let snapshot = driver.snapshot([asked, PredictionProbe(sample: .batch(99))])
        #expect(snapshot[asked]?.trainLoss.count == 3)
        #expect(snapshot[CurvesProbe(columns: 4)] == nil)
        #expect(snapshot[PredictionProbe(sample: .batch(99))] == nil)
        #expect(snapshot.status.position == driver.session.position)
        #expect(!snapshot.status.isRunning)
    }

    /// A disk that is full for a while.
    private final class Disk: @unchecked Sendable {
        var isFull = false
        private(set) var tries = 0

        func keep(_ record: SessionRecord) -> String? {
            tries += 1
            return isFull ? "no space left on device" : nil
        }
    }

    @Test func aFileThatCannotBeKeptIsSaidOnceAndIsUnsavedWork() throws {
        let disk = Disk()
        let store = SessionStore(keepsNamedFile: true, write: { _, name in .written(name ?? "") }, keep: disk.keep)
        let driver = SessionDriver(try Small.session(), history: 1 << 20, store: store)
        try driver.perform(.step(.iteration, count: 2, .forward))
        try driver.perform(.changeLearningRate(up: true))
        #expect(disk.tries == 1 && !driver.status.isUnsaved && driver.status.notice?.contains("kept") != true)
        disk.isFull = true
        try driver.perform(.changeLearningRate(up: true))
        #expect(driver.status.notice?.contains("this run is not kept: no space left on device") == true)
        #expect(driver.status.unsaved.changes > 0 && disk.tries == 2)
        // Not at every key, but a sign stays.
        try driver.perform(.changeLearningRate(up: true))
        #expect(disk.tries == 2 && driver.status.notice?.contains("kept") != true && driver.status.isKeepingFailed)
        driver.autosave()
        #expect(disk.tries == 3 && driver.status.notice?.contains("kept") != true && driver.status.isUnsaved)
        disk.isFull = false
        driver.autosave()
        #expect(!driver.status.isUnsaved && !driver.status.isKeepingFailed)
        // Also iterations that the file should have.
        disk.isFull = true
        try driver.perform(.step(.iteration, count: 3, .forward))
        driver.autosave()
        #expect(driver.status.unsaved.text == "3 iterations")
        #expect(driver.status.notice?.contains("this run is not kept") == true)
        try driver.perform(.writeSession("elsewhere"))
        #expect(!driver.status.isUnsaved)
    }
}
