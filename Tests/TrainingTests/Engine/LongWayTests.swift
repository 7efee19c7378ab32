import Inspection
import TestSupport
import Testing
import Training

struct LongWayTests {
    @Test func aLongWayIsShownWhileItIsGone() throws {
        let watch = EngineWatch()
        watch.engine.start()
        _ = watch.snapshot()
        watch.engine.send(.goTo(iterations: 1 << 40))
        let onTheWay = try #require(watch.snapshot { $0.status.completedIterations > 0 })
        #expect(onTheWay.status.notice?.contains("on the way") == true)
        #expect(!onTheWay.status.isRunning)
        watch.engine.send(.pause)
        watch.engine.send(.goTo(iterations: 3))
        let arrived = try #require(watch.snapshot { $0.status.completedIterations == 3 })
        #expect(arrived.status.notice == nil)
        watch.engine.stop(waitingAtMost: 60)
    }

    /// A way back leads through moments at which nobody has stopped; a program that is killed there has lost none of the run.
    @Test func whatIsKeptOnAWayBackIsTheMomentThatItBeganAt() throws {
        final class Kept: @unchecked Sendable { var records: [SessionRecord] = [] }
        let kept = Kept()
        let store = SessionStore(
            write: { _, _ in .failed("") },
            keep: {
                kept.records.append($0)
                return nil
            })
        let driver = SessionDriver(try Small.session(history: 3000), store: store)
        try driver.perform(.goTo(iterations: 400))
        let began = driver.session.position
        driver.wayBegan = (driver.session.branchName, began)
        driver.move(to: try #require(driver.begin(Seek.scrub(hundredths: -1))).target) { false }
        #expect(driver.session.completedIterations < 390, "it is on the way, from a checkpoint before")
        driver.autosave()
        #expect(kept.records.last?.position == began)
        driver.wayBegan = nil
        driver.autosave()
        #expect(kept.records.last?.position == driver.session.position)
    }

    /// A key that is held down asks again before the way back has been gone: it goes back to an earlier checkpoint first.
    @Test(arguments: [-1, 1]) func scrubbingFasterThanTheWayIsGoneLeadsAsFar(_ direction: Int) throws {
        let driver = SessionDriver(try Small.session(history: 3000))
        try driver.perform(.goTo(iterations: 400))
        let start = direction < 0 ? 397 : 197
        try driver.perform(.goTo(iterations: start))
        for _ in 0..<5 { driver.move(to: try #require(driver.begin(Seek.scrub(hundredths: direction))).target) { false } }
        #expect(driver.session.completedIterations != start + direction * 20, "it is still on the way")
        try driver.perform(.scrub(hundredths: direction))
        #expect(driver.session.completedIterations == min(400, start + direction * 24))
        // Reckoned from where another request has led.
        try driver.perform(.goTo(iterations: 50))
        try driver.perform(.scrub(hundredths: 1))
        #expect(driver.session.completedIterations == 54)
    }
}
