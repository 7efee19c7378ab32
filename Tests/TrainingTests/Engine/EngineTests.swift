import Basics
import Dispatch
import Foundation
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite(.serialized, .timeLimit(.minutes(5))) struct EngineTests {
    static let prediction = PredictionProbe(sample: .pinned)

    @Test func itSaysWhatItLoadsAndThenShowsTheBeginning() throws {
        let mayGoOn = DispatchSemaphore(value: 0)
        let watch = EngineWatch { progress in
            progress("reading digits")
            mayGoOn.wait()
            return try Small.session()
        }
        watch.engine.start()
        let loading = watch.output { _ in true }
        guard case .loading("reading digits")? = loading else {
            Issue.record("expected what is being loaded, found \(String(describing: loading))")
            return
        }
        mayGoOn.signal()
        let snapshot = try #require(watch.snapshot())
        #expect(snapshot.status.position == .start)
        #expect(!snapshot.status.isRunning)
        #expect(watch.wakeCount >= 2, "somebody is told of each")
        #expect(watch.engine.takeOutput() == nil, "an output is given once")
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func whatCannotBeLoadedIsReportedWithItsCode() throws {
        let watch = EngineWatch { _ in throw InputError("data", expected: "some", found: "none") }
        watch.engine.start()
        guard case .failed(let message, let code)? = watch.output({ _ in true }) else {
            Issue.record("expected a failure")
            return
        }
        #expect(message == "data: expected some, found none")
        #expect(code == 65)
        watch.engine.send(.toggleRun)
        watch.engine.ask([Self.prediction])
        watch.engine.stop(waitingAtMost: 60)
        #expect(watch.engine.takeOutput() == nil)
    }

    @Test func requestsAreCarriedOutInTheirOrderAndProbesAnswered() throws {
        let watch = EngineWatch()
        watch.engine.ask([Self.prediction])
        watch.engine.start()
        watch.engine.send(.step(.iteration, count: 5, .forward))
        watch.engine.send(.setLearningRate(0.02))
        watch.engine.send(.step(.iteration, count: 4, .forward))
        watch.engine.send(.step(.layer, count: 2, .back))
        let direct = try Small.session()
        direct.run(to: 5)
        direct.setLearningRate(0.02)
        direct.step(.iteration, count: 4)
        direct.step(.layer, count: 2, .back)
        let snapshot = try #require(watch.snapshot { $0.status.position == direct.position && $0.status.newest == 9 })
        #expect(snapshot[Self.prediction]?.actual == direct.ask(Self.prediction)?.actual)
        #expect(snapshot.status.learningRate == 0.02)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test(arguments: [RunSpeed.full, .iterations(1000), .steps(15)]) func aRunShowsItselfAndPausesWherePeopleCanLook(
        _ speed: RunSpeed
    ) throws {
        let watch = EngineWatch(speed: speed)
        watch.engine.ask([Self.prediction])
        watch.engine.start()
        watch.engine.send(.toggleRun)
        var last = Position.start
        for _ in 0..<3 {
            let snapshot = try #require(watch.snapshot { $0.status.isRunning && $0.status.position > last })
            #expect(snapshot[Self.prediction] != nil, "every moment that is shown can be looked at")
            last = snapshot.status.position
        }
        watch.engine.send(.pause)
        let paused = try #require(watch.snapshot { !$0.status.isRunning })
        #expect(paused.status.position >= last)
        let direct = try Small.session()
        direct.move(to: paused.status.position)
        #expect(paused[Self.prediction]?.actual == direct.ask(Self.prediction)?.actual)
        watch.engine.send(.setGrain(.pass))
        let still = try #require(watch.snapshot())
        #expect(still.status.position == paused.status.position, "paused is paused")
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func whatIsAskedInARunIsAnsweredBeforeItGoesOn() throws {
        // One step a second: after one, there is a second in which nothing moves.
        let watch = EngineWatch(speed: .steps(1))
        watch.engine.start()
        watch.engine.send(.toggleRun)
        let moved = try #require(watch.snapshot { $0.status.position.done > 0 })
        watch.engine.ask([Self.prediction])
        let answered = try #require(watch.snapshot { $0[Self.prediction] != nil })
        #expect(answered.status.position == moved.status.position)
        watch.engine.send(.setLearningRate(0.25))
        let set = try #require(watch.snapshot { $0.status.learningRate == 0.25 })
        #expect(set.status.position == moved.status.position, "setting a rate is no step")
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func aRunEndsAtItsLastEpochAndSaysSo() throws {
        let watch = EngineWatch(epochs: 3)
        watch.engine.start()
        watch.engine.send(.toggleRun)
        let ended = try #require(watch.snapshot { $0.status.notice != nil })
        #expect(!ended.status.isRunning)
        #expect(ended.status.completedIterations == 15)
        watch.engine.send(.toggleRun)
        #expect(watch.snapshot { $0.status.completedIterations > 15 } != nil)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test(arguments: [Request.goTo(iterations: 1 << 40), .step(.epoch, count: 1 << 30, .forward), .toggleRun])
    func itStopsWhateverItIsDoing(_ request: Request) throws {
        let watch = EngineWatch()
        watch.engine.start()
        watch.engine.send(request)
        #expect(watch.snapshot() != nil, "the beginning is shown, however long the way that has been asked for")
        let clock = ContinuousClock()
        let begun = clock.now
        watch.engine.stop(waitingAtMost: 60)
        #expect(clock.now - begun < .seconds(30), "the thread has ended, not the patience")
    }

    @Test func aLongWayIsLeftWhenSomebodyPauses() throws {
        let watch = EngineWatch()
        watch.engine.start()
        _ = watch.snapshot()
        watch.engine.send(.goTo(iterations: 1 << 40))
        watch.engine.send(.pause)
        // Whether the pause was there before the way began or came on the way: it ends.
        watch.engine.send(.pause)
        watch.engine.send(.goTo(iterations: 4))
        #expect(watch.snapshot { $0.status.completedIterations == 4 } != nil)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func aLongWayIsShownAsItIsGoneAndSpaceStaysThere() throws {
        let watch = EngineWatch()
        watch.engine.ask([Self.prediction])
        watch.engine.start()
        watch.engine.send(.step(.epoch, count: 1 << 30, .forward))
        var last = 0
        for _ in 0..<3 {
            let snapshot = try #require(watch.snapshot { $0.status.completedIterations > last })
            #expect(snapshot.status.notice != nil, "says where it is going")
            #expect(snapshot[Self.prediction] != nil)
            #expect(!snapshot.status.isRunning)
            last = snapshot.status.completedIterations
        }
        watch.engine.send(.toggleRun)
        watch.engine.send(.setLearningRate(0.33))
        let left = try #require(watch.snapshot { $0.status.learningRate == 0.33 })
        #expect(!left.status.isRunning)
        #expect(left.status.completedIterations >= last)
        watch.engine.send(.step(.iteration, count: 1, .back))
        #expect(watch.snapshot { $0.status.completedIterations == left.status.completedIterations - 1 } != nil)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func stepsThatComeFasterThanTheyAreMadeAreAllMadeWhole() throws {
        let watch = EngineWatch { _ in try Small.session(history: 1) }
        watch.engine.start()
        // Two checkpoints: every step back is a long way again, on which the next requests arrive.
        let direct = SessionDriver(try Small.session(history: 1), history: 1)
        var requests = [Request.goTo(iterations: 300)]
        for _ in 0..<40 {
            requests += [
                .step(.iteration, count: 7, .back), .step(.pass, count: 2, .forward), .step(.epoch, count: 1, .forward),
            ]
        }
        for request in requests + [.setLearningRate(0.77)] {
            watch.engine.send(request)
            try direct.perform(request)
        }
        let found = try #require(watch.snapshot { $0.status.learningRate == 0.77 })
        #expect(found.status.position == direct.session.position)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test func tenThousandRequestsFromAnotherThreadBlockNobody() throws {
        let watch = EngineWatch()
        watch.engine.start()
        let sent = DispatchSemaphore(value: 0)
        let thread = Thread {
            var source = RandomSource(seed: 31)
            for index in 0..<10_000 {
                switch source.integer(below: 9) {
                case 0: watch.engine.send(.toggleRun)
                case 1: watch.engine.send(.step(.layer, count: 1 + source.integer(below: 3), .back))
                case 2: watch.engine.send(.step(.pass, count: 1, .forward))
                case 3: watch.engine.send(.setLearningRate(source.uniform(0.01, 0.1)))
                case 4: watch.engine.send(.setSpeed(RunSpeed.ladder[source.integer(below: RunSpeed.ladder.count)]))
                case 5: watch.engine.send(.pin(.nextOfClass))
                case 6: watch.engine.ask([CurvesProbe(columns: 1 + index % 50), Self.prediction])
                case 7: if index % 50 == 0 { watch.engine.send(.restart(newSeed: index % 100 == 0)) }
                default: watch.engine.send(.goTo(iterations: source.integer(below: 6)))
                }
            }
            sent.signal()
        }
        thread.start()
        var drawn = 0
        while sent.wait(timeout: .now()) == .timedOut { if watch.engine.takeOutput() != nil { drawn += 1 } }
        watch.engine.ask([CurvesProbe(columns: 77)])
        watch.engine.send(.goTo(iterations: 3))
        let last = watch.snapshot {
            $0.status.completedIterations == 3 && !$0.status.isRunning && $0[CurvesProbe(columns: 77)] != nil
        }
        #expect(last != nil)
        watch.engine.stop(waitingAtMost: 60)
    }

    @Test(arguments: [true, false]) func aRunThatCannotBeKeptSaysSo(whileRunning: Bool) throws {
        let store = SessionStore(keepsNamedFile: true, write: { _, _ in .failed("") }, keep: { _ in "disk full" })
        let watch = EngineWatch(store: store) { _ in try Small.session(epochs: 1_000_000) }
        watch.engine.start()
        watch.engine.send(.step(.iteration, count: 1, .forward))
        if whileRunning { watch.engine.send(.toggleRun) }
        let snapshot = try #require(watch.snapshot { $0.status.notice?.contains("this run is not kept: disk full") == true })
        #expect(snapshot.status.isRunning == whileRunning)
        #expect(snapshot.status.unsaved.iterations > 0)
        watch.engine.stop()
    }
}
