import Basics
import Testing

@testable import Remote

struct HubTests {
    // MARK: Greeting

    @Test func ranksAreWelcomedWhenBothSidesKnowTheToken() throws {
        let meeting = Meeting(2)
        let run = try #require(meeting.run)
        #expect(run.isComplete && run.world == 2 && meeting.ranks.allSatisfy(\.isWelcome))
        let proof = Authentication(token: "secret").proof(
            of: .hub, own: String(repeating: "b", count: 32), other: String(repeating: "a", count: 32))
        #expect(meeting.ranks[0].received.contains(.welcome(proof: proof)))
    }

    @Test func aRankWithAnotherTokenIsTurnedAway() {
        var meeting = Meeting(1, linked: 0)
        var rank = FakeRank(0, of: 1, link: 9)
        rank.token = "guess"
        meeting.ranks.append(rank)
        meeting.connect(0)
        #expect(meeting.closed == [9] && meeting.run == nil && !meeting.ranks[0].isWelcome)
    }

    @Test func anotherVersionIsToldWhatToUpgrade() {
        var meeting = Meeting(1, linked: 0)
        meeting.ranks.append(FakeRank(0, of: 1, link: 9))
        meeting.hub.connected(9, at: 0)
        meeting.send(meeting.ranks[0].hello(major: 2), from: 0)
        #expect(meeting.ranks[0].received == [.bye(why: "hub speaks 1, client 2: upgrade the hub")] && meeting.closed == [9])
    }

    @Test func whoeverSaysNothingForTwoSecondsIsTurnedAway() {
        var meeting = Meeting(1, linked: 0)
        meeting.hub.connected(5, at: 0)
        meeting.pass(1.9)
        #expect(meeting.closed.isEmpty)
        meeting.pass(0.2)
        #expect(meeting.closed == [5])
    }

    @Test(arguments: [#"{"t":"tick","step":1,"n":1,"s_step":0}"#, "rubbish", #"{"t":"auth","mac":"00"}"#])
    func nobodyIsHeardBeforeTheGreeting(_ header: String) {
        var meeting = Meeting(1, linked: 0)
        meeting.hub.connected(5, at: 0)
        meeting.hub.received(frame(header), from: 5, at: 0)
        meeting.settle()
        #expect(meeting.closed == [5])
    }

    @Test func anUnknownMessageIsAnsweredOnce() {
        var meeting = Meeting(1)
        for _ in 0..<3 { meeting.send(frame(#"{"t":"weather"}"#), from: 0) }
        #expect(meeting.ranks[0].received.count { $0 == .unknown("weather") } == 1 && meeting.closed.isEmpty)
    }

    @Test func aSecondConnectionOfARankTakesTheFirstOnesPlace() throws {
        var meeting = Meeting(2)
        meeting.tick()
        meeting.ranks.append(FakeRank(1, of: 2, link: 7))
        meeting.connect(2)
        #expect(meeting.closed == [2])
        let run = try #require(meeting.run)
        #expect(run.isComplete && run.ranks[1]?.link == 7)
        #expect(run.ranks[1]?.ticks.count == 1, "the rank is the same one, and what it has told is still true")
    }

    @Test func aRunBegunAnewEndsTheOneBefore() {
        var meeting = Meeting(1)
        var again = FakeRank(0, of: 1, link: 4)
        again.restart = 1
        meeting.ranks.append(again)
        meeting.connect(1)
        #expect(meeting.closed == [1] && meeting.hub.run(AttachedRun.Key(run: "r", restart: 1))?.isComplete == true)
        var late = FakeRank(0, of: 1, link: 5)
        late.restart = 0
        meeting.ranks.append(late)
        meeting.connect(2)
        #expect(meeting.closed.contains(5))
    }

    // MARK: Stopping

    @Test(arguments: [1, 2, 4]) func allRanksStopBeforeTheSameUpdate(_ world: Int) throws {
        var meeting = Meeting(world)
        meeting.tick()
        #expect(meeting.hold() == nil)
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        let held = try #require(meeting.run?.held)
        #expect(meeting.ranks.allSatisfy { $0.isHeld && $0.step == held.step } && meeting.stops == ["held \(held.step) in 1"])
        meeting.release()
        #expect(meeting.ranks.allSatisfy { !$0.isHeld } && meeting.run?.held == nil)
        #expect(meeting.stops.last == "running: go")
    }

    @Test func aStopCanBeAskedForAgainAndAgain() {
        var meeting = Meeting(2)
        meeting.tick()
        for _ in 0..<20 {
            #expect(meeting.hold() == nil)
            for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
            #expect(meeting.run?.held != nil)
            meeting.release()
            meeting.update()
        }
        #expect(meeting.stops.count { $0.hasPrefix("held") } == 20)
    }

    @Test func someOfTheRanksAreNeverStopped() {
        var meeting = Meeting(2, linked: 1)
        meeting.tick()
        #expect(meeting.hold()?.hasPrefix("1 of 2 ranks are here") == true && meeting.run?.isStopping == false)
    }

    @Test func aRankThatMayOnlyBeLookedAtIsNotStopped() {
        var meeting = Meeting(2, linked: 1)
        var shy = FakeRank(1, of: 2, link: 3)
        shy.control = "look"
        meeting.ranks.append(shy)
        meeting.connect(1)
        meeting.tick()
        #expect(meeting.hold() == "rank 1 may only be looked at")
    }

    @Test func wordThatComesTooLateIsGivenMoreTime() {
        var meeting = Meeting(2)
        meeting.tick()
        // Rank 1 has gone on, and nobody knows.
        meeting.ranks[1].step += 50
        #expect(meeting.hold() == nil)
        #expect(meeting.run?.isStopping == true)
        for _ in 0..<120 where meeting.run?.held == nil { meeting.update() }
        #expect(meeting.ranks[1].received.contains { if case .go = $0 { true } else { false } }, "the first try is called off")
        // Ranks of a run are never fifty updates apart; one that waits is held until the other comes.
        for _ in 0..<120 where meeting.run?.held == nil { meeting.update([0]) }
        #expect(meeting.run?.held != nil && meeting.stops.last?.hasSuffix("in 2") == true)
    }

    @Test func sixTriesAreEnough() {
        var meeting = Meeting(1)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<6 {
            let id = meeting.run?.stop.id ?? 0
            meeting.send(frame(#"{"t":"missed","id":\#(id),"step":1}"#), from: 0)
        }
        #expect(meeting.stops == ["not held: no step could be agreed on in 6 tries"] && meeting.run?.stop.isIdle == true)
    }

    @Test func aLostLinkLetsTheOthersGo() {
        var meeting = Meeting(2)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        meeting.hub.disconnected(2, at: meeting.now)
        meeting.settle()
        #expect(!meeting.ranks[0].isHeld && meeting.stops.last == "running: rank 1 is gone: link lost")
        #expect(meeting.hold()?.hasPrefix("1 of 2") == true)
    }

    @Test func aSilentRankLetsTheOthersGo() {
        var meeting = Meeting(2)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        meeting.frozen = [1]
        for _ in 0..<5 { meeting.pass(1) }
        #expect(meeting.ranks[0].isHeld, "not yet")
        meeting.pass(1.1)
        #expect(!meeting.ranks[0].isHeld && meeting.stops.last == "running: rank 1 is silent")
    }

    @Test func aRankThatDoesNotAnswerIsNotWaitedFor() {
        var meeting = Meeting(2)
        meeting.tick()
        meeting.frozen = [1]
        _ = meeting.hold()
        meeting.pass(2.1)
        #expect(meeting.stops == ["not held: rank 1 does not answer"] && meeting.run?.stop.isIdle == true)
    }

    @Test func aRankThatNeverComesToItsUpdateIsNotWaitedFor() {
        var meeting = Meeting(2)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 { meeting.update([0]) }
        #expect(meeting.ranks[0].isHeld && meeting.run?.held == nil)
        for _ in 0..<11 { meeting.pass(1) }
        #expect(!meeting.ranks[0].isHeld && meeting.stops.last?.hasPrefix("not held: rank 1 has not come to update") == true)
    }

    @Test func aRankThatGoesByItselfTakesTheOthersWithIt() {
        var meeting = Meeting(2)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        let id = meeting.run?.stop.id ?? 0
        meeting.send(frame(#"{"t":"running","id":\#(id),"step":120,"why":"too long"}"#), from: 0)
        #expect(!meeting.ranks[1].isHeld && meeting.stops.last == "running: rank 0 goes on: too long")
    }

    @Test func slowStepsAreWaitedFor() {
        var meeting = Meeting(1)
        meeting.send(meeting.ranks[0].tick(stepSeconds: 20), from: 0)
        _ = meeting.hold()
        for _ in 0..<100 { meeting.pass(1) }
        #expect(meeting.run?.isStopping == true, "three steps of 20 s take a minute, and it may be three times as long")
    }

    @Test func theStepIsReckonedFromWhatHasPassedSinceTheLastTick() {
        let clocks = [StepClock(step: 100, at: 0, stepSeconds: 0.01), StepClock(step: 90, at: 0.5, stepSeconds: 0.02)]
        // Half a second is fifty steps of the first; a tenth of a second is five of the slower.
        #expect(StepClock.meeting(of: clocks, margin: 0.1, at: 0.5).step == 155)
        #expect(
            StepClock.meeting(of: [StepClock(step: 7, at: 0)], margin: 0.1, at: 9).step == 17,
            "nobody knows how long a step takes")
        #expect(StepClock.meeting(of: [StepClock(step: 7, at: 0, stepSeconds: 10)], margin: 0.1, at: 0).step == 10)
    }

    @Test func stepsOfNoTimeAndShapesBeyondAllMemoryAreNumbers() {
        let clock = StepClock(step: 7, at: 0, stepSeconds: .leastNonzeroMagnitude)
        #expect(clock.estimate(at: 1e9) == 0x1p52)
        #expect(StepClock.meeting(of: [clock], margin: 2, at: 1e9).step > 0)
        let parameter = RemoteModel.Parameter(
            name: "w", module: 0, shape: [1 << 52, 1 << 52, 4], type: "F32", localShape: [], placement: "")
        #expect(parameter.count == 1 << 31)
    }

    // MARK: Looking

    @Test func allRanksRecordTheSameStep() {
        var meeting = Meeting(2)
        meeting.tick()
        meeting.hub.observe(Meeting.key, Recording(), at: meeting.now)
        meeting.settle()
        let asked = meeting.ranks.map { $0.received.compactMap { if case .observe(_, let step, _) = $0 { step } else { nil } } }
        #expect(asked == [[110], [110]])
    }

    @Test func aHeldRunRecordsTheUpdateAfterTheNext() {
        var meeting = Meeting(1)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        let held = meeting.run?.held?.step ?? 0
        #expect(meeting.hub.observe(Meeting.key, Recording(), at: meeting.now) == held + 2)
    }

    @Test func pingsComeEverySecond() {
        var meeting = Meeting(1)
        for _ in 0..<50 { meeting.pass(0.1) }
        let pings = meeting.ranks[0].received.count { if case .ping = $0 { true } else { false } }
        #expect((4...6).contains(pings))
    }

    @Test func aGoodbyeIsTheReason() throws {
        var meeting = Meeting(1)
        meeting.send(frame(#"{"t":"bye","why":"exit"}"#), from: 0)
        let left = meeting.events.compactMap { if case .left(_, let rank, let why) = $0 { "\(rank) \(why)" } else { nil } }
        #expect(left == ["0 exit"] && meeting.run?.linked.isEmpty == true)
    }

    @Test func theEndLetsEverybodyGo() {
        var meeting = Meeting(2)
        meeting.tick()
        _ = meeting.hold()
        for _ in 0..<40 where meeting.run?.held == nil { meeting.update() }
        meeting.hub.end(at: meeting.now)
        meeting.settle()
        #expect(meeting.ranks.allSatisfy { !$0.isHeld && $0.received.last == .bye(why: "the screen was closed") })
    }

    @Test func aRingKeepsTheNewest() {
        var ring = Ring<Int>(room: 3)
        for number in 1...5 { ring.append(number) }
        #expect(Array(ring) == [3, 4, 5] && ring.last == 5 && ring[0] == 3)
    }
}
