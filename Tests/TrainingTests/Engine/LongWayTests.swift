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
}
