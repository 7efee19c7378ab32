import Inspection

/// Something that takes longer than a frame: it is shown as it goes on, and left when a request puts an end to it.
package protocol LongTask {
    /// Goes on with it.
    /// - Parameter shouldContinue: asked after every iteration.
    /// - Returns: true when it is over.
    func advance(_ driver: SessionDriver, while shouldContinue: () -> Bool) -> Bool
    /// Gives it up before it is over.
    func leave(_ driver: SessionDriver)
}

/// The way to a position.
package struct SeekTask: LongTask {
    package let target: Position

    package func advance(_ driver: SessionDriver, while shouldContinue: () -> Bool) -> Bool {
        driver.move(to: target, while: shouldContinue)
        return driver.session.position == target
    }

    /// Stays where the way has got to.
    package func leave(_ driver: SessionDriver) {}
}

/// The search for a breakpoint's hit.
struct SearchTask: LongTask {
    let direction: Direction

    init(_ direction: Direction) { self.direction = direction }

    func advance(_ driver: SessionDriver, while shouldContinue: () -> Bool) -> Bool {
        driver.advanceSearch(while: shouldContinue)
    }

    func leave(_ driver: SessionDriver) { driver.leaveSearch() }
}

extension SessionDriver {
    /// Begins what a request asks for if it is a long task; nil of any other request, which nothing has been done of.
    func beginTask(_ request: Request) -> (any LongTask)? {
        switch request {
        case .seek(let seek): return begin(seek)
        case .search(let direction):
            beginSearch(direction)
            return SearchTask(direction)
        case .cure(let request): return begin(request)
        case .testRates: return beginRateTest()
        case .walk, .run, .change, .watch, .restart, .note, .pin, .compare, .write, .lesson: return nil
        }
    }

    /// Carries a long task out at once, as far as `shouldContinue` lets it.
    func perform(_ task: some LongTask, while shouldContinue: () -> Bool) {
        if !task.advance(self, while: shouldContinue) { task.leave(self) }
    }
}
