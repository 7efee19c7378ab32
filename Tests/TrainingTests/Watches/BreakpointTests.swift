import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// Going on to the next hit of a breakpoint, and back to the last: exactly where the condition becomes true, whichever way one
/// comes.
struct BreakpointTests {
    /// A session that keeps few checkpoints, so that going back means replaying.
    private static func session(history: Int = 3 << 10) throws -> Session {
        try Small.session("dense:6,relu,dense:3", optimizer: "adam", rate: 0.1, epochs: 40, seed: 3, pinned: 2, history: history)
    }

    private static let conditions = [
        "loss < 0.8", "accuracy >= 0.5", "pinned flips", "sign(dw[1,1,3])", "|g[1]|/|g[2]| < 0.7", "dead(layer 1) + 0 > 1",
        "p(class 1) > 0.5",
        "a[1,2] > 0.5 or loss < 0.3", "iteration >= 0", "|dw[1]|/|w[1]| < 0.02", "not loss < 1", "b[2,0] changes and loss > 1",
        "lr > 1",
    ]

    private static let length = 150

    /// The iterations done at which a condition becomes true, found by looking at every single one.
    private func hits(_ text: String) throws -> [Int] {
        let driver = SessionDriver(try Self.session(history: 1 << 22))
        let session = driver.session
        try driver.perform(.addWatch(try WatchExpression(parsingCondition: text, in: session.watchScope), isBreakpoint: true))
        let isChange = text.contains("flips") || text.hasPrefix("sign")
        var hits: [Int] = []
        var before = session.ask(WatchesProbe(columns: 0))?.rows[0].holds ?? false
        var valueBefore = session.ask(WatchesProbe(columns: 0))?.rows[0].value
        for iteration in 1...Self.length {
            session.step(.iteration)
            let row = try #require(session.ask(WatchesProbe(columns: 0))?.rows[0])
            if isChange {
                if let old = valueBefore, let new = row.value, old != new { hits.append(iteration) }
                valueBefore = row.value
            } else if !text.contains("changes") {
                let holds = row.holds ?? false
                if holds && !before { hits.append(iteration) }
                before = holds
            }
        }
        return hits
    }

    private func driver(_ conditions: [String], history: Int = 3 << 10) throws -> SessionDriver {
        let driver = SessionDriver(try Self.session(history: history))
        for text in conditions {
            try driver.perform(
                .addWatch(try WatchExpression(parsingCondition: text, in: driver.session.watchScope), isBreakpoint: true))
        }
        return driver
    }

    /// Every hit up to the length, by going on from hit to hit.
    private func forward(_ driver: SessionDriver) throws -> [Int] {
        var found: [Int] = []
        while true {
            try driver.perform(.continueToBreakpoint(.forward))
            let iterations = driver.session.completedIterations
            guard iterations <= Self.length, driver.notice?.hasPrefix("breakpoint") == true else { return found }
            #expect(driver.session.position == driver.session.machine.end(ofIteration: iterations - 1))
            found.append(iterations)
        }
    }

    private func back(_ driver: SessionDriver) throws -> [Int] {
        var found: [Int] = []
        while true {
            try driver.perform(.continueToBreakpoint(.back))
            guard driver.notice?.hasPrefix("breakpoint") == true else { return found.reversed() }
            found.append(driver.session.completedIterations)
        }
    }

    @Test(arguments: conditions)
    func theHitsAreThoseFoundByLookingEverywhere(_ text: String) throws {
        let expected = try hits(text)
        let driver = try driver([text])
        let ways = try forward(driver)
        if !text.contains("changes") { #expect(ways == expected) }
        try driver.perform(.goTo(iterations: Self.length + 1))
        #expect(try back(driver).filter { $0 <= Self.length } == ways)
    }

    @Test func thereIsSomethingToFind() throws {
        let counts = try Self.conditions.map { try hits($0).count }
        #expect(counts[0] >= 2 && counts[2] >= 2 && counts[3] >= 1, "\(counts)")
        #expect(counts.count { $0 > 0 } >= 8, "\(counts)")
    }

    /// Going back is done piece by piece: no hit is lost where two of them meet.
    @Test(arguments: 58...92) func noIterationIsSkippedOnTheWayBack(_ iteration: Int) throws {
        let driver = try driver(["iteration = \(iteration)"])
        try driver.perform(.goTo(iterations: Self.length))
        try driver.perform(.continueToBreakpoint(.back))
        #expect(driver.session.completedIterations == iteration)
    }

    @Test func ofSeveralTheFirstCounts() throws {
        let texts = ["loss < 0.8", "pinned flips", "sign(dw[1,1,3])"]
        let expected = Set(try texts.flatMap { try hits($0) }).sorted()
        let driver = try driver(texts)
        #expect(try forward(driver) == expected)
        try driver.perform(.goTo(iterations: Self.length + 1))
        #expect(try back(driver) == expected)
    }

    /// Wherever within an iteration one stands, the next hit and the last are the same.
    @Test(arguments: [1, 2] as [UInt64])
    func theWayThereDoesNotMatter(_ seed: UInt64) throws {
        let expected = try hits("pinned flips")
        let driver = try driver(["pinned flips"])
        var random = RandomSource(seed: seed)
        for _ in 0..<40 {
            try driver.perform(.goTo(iterations: random.integer(below: Self.length)))
            try driver.perform(.step(.layer, count: random.integer(below: 12), random.integer(below: 2) == 0 ? .forward : .back))
            let place = driver.session.position
            let machine = driver.session.machine
            if random.integer(below: 2) == 0 {
                guard let next = expected.first(where: { machine.end(ofIteration: $0 - 1) > place }) else { continue }
                try driver.perform(.continueToBreakpoint(.forward))
                #expect(driver.session.completedIterations == next)
            } else {
                let last = expected.last { machine.end(ofIteration: $0 - 1) < place }
                try driver.perform(.continueToBreakpoint(.back))
                #expect(driver.session.position == last.map { machine.end(ofIteration: $0 - 1) } ?? place)
            }
        }
        try driver.perform(.goTo(iterations: 60))
        let direct = try Self.session()
        direct.step(.iteration, count: 60)
        #expect(driver.session.parametersDigest() == direct.parametersDigest())
    }

    @Test(arguments: [RunSpeed.full, .iterations(100), .steps(4)])
    func aRunStopsAtAHit(_ speed: RunSpeed) throws {
        let expected = try #require(try hits("pinned flips").first)
        for grain in Grain.allCases where speed == .steps(4) || grain == .layer {
            let driver = try driver(["pinned flips and loss > 0"])
            try driver.perform(.setSpeed(speed))
            try driver.perform(.setGrain(grain))
            try driver.perform(.toggleRun)
            var turns = 0
            while driver.isRunning && turns < 100_000 {
                driver.runOn(observed: false)
                // Looking on the way changes nothing.
                _ = driver.snapshot([WatchesProbe(columns: 10)])
                turns += 1
            }
            #expect(
                driver.session.completedIterations == expected
                    && driver.session.position.done == driver.session.machine.stateCount, "\(grain)")
            #expect(driver.notice?.contains("pinned flips") == true)
            // It is not hit again where it was hit.
            try driver.perform(.toggleRun)
            driver.runOn(observed: false)
            #expect(driver.isRunning || driver.session.completedIterations != expected)
        }
    }

    @Test func aSearchThatIsLeftOnTheWayBackReturns() throws {
        let driver = try driver(["lr > 1"])
        try driver.perform(.goTo(iterations: 120))
        try driver.perform(.step(.layer, count: 3, .forward))
        let place = driver.session.position
        let digest = driver.session.parametersDigest()
        driver.beginSearch(.back)
        var asked = 0
        #expect(
            !driver.advanceSearch(while: {
                asked += 1
                return asked < 20
            }))
        _ = driver.snapshot([WatchesProbe(columns: 10)])
        #expect(driver.notice?.contains("Space stops") == true)
        #expect(
            !driver.advanceSearch(while: {
                asked += 1
                return asked < 40
            }))
        driver.leaveSearch()
        #expect(driver.session.position == place && driver.session.parametersDigest() == digest)
        // Gone through to the end, with a look at every iteration, it ends the same.
        driver.beginSearch(.back)
        while !driver.advanceSearch(while: { false }) { _ = driver.snapshot([]) }
        #expect(driver.session.position == place && driver.session.parametersDigest() == digest)
    }

    @Test func aSearchSeenOnTheWayFindsTheSame() throws {
        let expected = try hits("pinned flips")
        let driver = try driver(["pinned flips"])
        try driver.perform(.goTo(iterations: Self.length))
        driver.beginSearch(.back)
        while !driver.advanceSearch(while: { false }) { _ = driver.snapshot([]) }
        #expect(driver.session.completedIterations == expected.last { $0 < Self.length })
    }

    @Test func withoutABreakpointNothingMoves() throws {
        let driver = try driver([])
        try driver.perform(.goTo(iterations: 5))
        try driver.perform(
            .addWatch(try WatchExpression(parsing: "loss < 1", in: driver.session.watchScope), isBreakpoint: false))
        for direction in [Direction.forward, .back] {
            try driver.perform(.continueToBreakpoint(direction))
            #expect(driver.session.completedIterations == 5 && driver.notice?.hasPrefix("no breakpoint") == true)
        }
    }

    @Test func breakpointsCanRestBeDeletedAndOutliveARestart() throws {
        let driver = try driver(["iteration >= 10", "iteration >= 20", "iteration >= 30"])
        try driver.perform(.toggleWatch(1))
        try driver.perform(.removeWatch(2))
        try driver.perform(.continueToBreakpoint(.forward))
        #expect(driver.session.completedIterations == 30)
        try driver.perform(.restart(newSeed: true))
        try driver.perform(.toggleWatch(1))
        try driver.perform(.continueToBreakpoint(.forward))
        #expect(driver.session.completedIterations == 10)
        #expect(driver.session.ask(WatchesProbe(columns: 4))?.rows.map(\.id) == [1, 3])
        try driver.perform(.removeWatch(nil))
        #expect(driver.session.ask(WatchesProbe(columns: 4))?.rows.isEmpty == true)
    }

    @Test func aSearchEndsWhereTheRunDoes() throws {
        let driver = try driver(["lr > 1"])
        try driver.perform(.continueToBreakpoint(.forward))
        #expect(driver.session.completedIterations == driver.session.finalIteration)
        #expect(driver.notice == "no breakpoint hit: 40 epochs done")
    }

    @Test func aWatchHasItsHistory() throws {
        let driver = try driver([])
        try driver.perform(
            .addWatch(try WatchExpression(parsing: "iteration", in: driver.session.watchScope), isBreakpoint: false))
        try driver.perform(.goTo(iterations: 8))
        let whole = driver.session.ask(WatchesProbe(columns: 8))
        #expect(whole?.rows[0].history == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(driver.session.ask(WatchesProbe(columns: 4))?.rows[0].history == [1.5, 3.5, 5.5, 7.5])
        try driver.perform(.goTo(iterations: 3))
        #expect(driver.session.ask(WatchesProbe(columns: 3))?.rows[0].history == [1, 2, 3])
        // A change in the past makes another future.
        try driver.perform(.setLearningRate(0.5))
        try driver.perform(.goTo(iterations: 4))
        #expect(driver.session.ask(WatchesProbe(columns: 4))?.rows[0].history == [1, 2, 3, 4])
        try driver.perform(.goTo(iterations: 10_000))
        #expect(driver.session.ask(WatchesProbe(columns: 100))?.rows[0].history.compactMap(\.self).count == 100)
    }
}
