import Inspection
import Testing
import Training

/// Two runs in lockstep: what is done to one, or taken back, is done to the other.
@Suite struct OtherRunTests {
    private func driver() throws -> SessionDriver {
        let driver = SessionDriver(try Small.session(), history: 1 << 20)
        try driver.compare(with: "learningRate: 0.02")
        try driver.perform(.step(.iteration, count: 4, .forward))
        return driver
    }

    private func rates(_ driver: SessionDriver) throws -> [Double] {
        let snapshot = driver.snapshot([])
        let other = try #require(snapshot.otherRuns.first).status
        #expect(other.position.iteration == snapshot.status.position.iteration)
        return [snapshot.status.learningRate, other.learningRate]
    }

    @Test func aChangeOfBothIsTakenBackAndMadeAgainInBoth() throws {
        let driver = try driver()
        try driver.perform(.setLearningRate(0.5))
        #expect(try rates(driver) == [0.5, 0.5])
        try driver.perform(.undo)
        #expect(try rates(driver) == [0.1, 0.02])
        try driver.perform(.redo)
        #expect(try rates(driver) == [0.5, 0.5])
    }

    @Test func anUndoThatTheEngineBeginsReachesTheOtherRunToo() throws {
        let driver = try driver()
        try driver.perform(.setLearningRate(0.5))
        driver.move(to: try #require(driver.begin(Seek.undo)).target)
        #expect(try rates(driver) == [0.1, 0.02])
    }

    @Test func bothGoOverToTheOtherBranch() throws {
        let driver = try driver()
        try driver.perform(.step(.iteration, count: 2, .back))
        try driver.perform(.changeLearningRate(up: true))
        let changed = try rates(driver)
        #expect(changed[0] > 0.1 && changed[1] > 0.02)
        let main = try #require(driver.session.branches.first { !$0.isPresent }).id
        try driver.perform(.goToBranch(main))
        #expect(try rates(driver) == [0.1, 0.02])
        try driver.perform(.undo)
        #expect(try rates(driver) == changed)
    }

    @Test func whatOnlyOneRunHasBeenThroughIsTakenBackInItAlone() throws {
        let driver = try driver()
        try driver.perform(.compare(nil))
        try driver.perform(.setLearningRate(0.5))
        try driver.perform(.compare("learningRate: 0.02"))
        #expect(try rates(driver) == [0.5, 0.02])
        try driver.perform(.undo)
        #expect(try rates(driver) == [0.1, 0.02])
    }

    @Test(arguments: [Direction.forward, .back]) func aSearchForABreakpointTakesTheOtherRunAlong(_ direction: Direction) throws {
        let driver = try driver()
        if direction == .back { try driver.perform(.step(.iteration, count: 9, .forward)) }
        let condition = try WatchExpression(
            parsing: direction == .back ? "iteration >= 1" : "iteration >= 7", in: driver.session.watchScope)
        try driver.perform(.addWatch(condition, isBreakpoint: true))
        driver.beginSearch(direction)
        while !driver.advanceSearch(while: { false }) {}
        _ = try rates(driver)
        #expect(driver.session.completedIterations == (direction == .back ? 1 : 7))
        driver.beginSearch(.forward)
        _ = driver.advanceSearch(while: { false })
        driver.leaveSearch()
        _ = try rates(driver)
    }
}
