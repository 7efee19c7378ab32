import Inspection
import Testing
import Training

@Suite struct LearningRateTests {
    /// Sets a rate at a position and trains on to 8 iterations.
    private func changed(_ run: Itinerary, at position: Position, after detour: Position? = nil, to rate: Double = 0.03) throws
        -> Session
    {
        let session = try run.session(seed: 4)
        if let detour { session.move(to: detour) }
        session.move(to: position)
        session.setLearningRate(rate)
        #expect(session.baseLearningRate == rate)
        session.move(to: session.machine.end(ofIteration: 7))
        return session
    }

    @Test(arguments: Itinerary.all) func aRateSetBeforeTheUpdatesCountsForThisIterationAndElseFromTheNext(_ run: Itinerary) throws
    {
        let machine = try run.session(seed: 4).machine
        let before = try changed(run, at: machine.end(ofIteration: 2))
        let same = [1, 2, machine.doneBeforeUpdates - 1, machine.doneBeforeUpdates].map { Position(iteration: 3, done: $0) }
        for position in same {
            let session = try changed(run, at: position)
            #expect(session.parametersDigest() == before.parametersDigest(), "set at \(position)")
            #expect(session.record == before.record)
        }
        let after = try changed(run, at: machine.end(ofIteration: 3))
        #expect(after.parametersDigest() != before.parametersDigest())
        let within = try changed(run, at: Position(iteration: 3, done: machine.doneBeforeUpdates + 1))
        #expect(within.parametersDigest() == after.parametersDigest(), "an iteration has one rate")
    }

    @Test(arguments: Itinerary.all) func aRateSetInThePastMakesTheRunThatItWouldHaveMade(_ run: Itinerary) throws {
        let machine = try run.session(seed: 4).machine
        for position in [
            machine.end(ofIteration: 2), Position(iteration: 3, done: machine.doneBeforeUpdates), Position(iteration: 3, done: 2),
            Position(iteration: 3, done: machine.doneBeforeUpdates + 1), .start,
        ] {
            let direct = try changed(run, at: position)
            for detour in [
                machine.end(ofIteration: 14), machine.end(ofIteration: position.iteration), Position(iteration: 9, done: 4),
            ] {
                let forked = try changed(run, at: position, after: detour)
                #expect(forked.parametersDigest() == direct.parametersDigest(), "at \(position), from \(detour)")
                #expect(forked.record == direct.record, "at \(position), from \(detour)")
                #expect(forked.newest == direct.newest)
                forked.move(to: .start)
                forked.move(to: machine.end(ofIteration: 7))
                #expect(forked.parametersDigest() == direct.parametersDigest(), "replayed with the rates as they were set")
            }
        }
    }

    @Test func theUpdateUsesTheRateThatIsShown() throws {
        let session = try Small.session()
        for (iteration, rate) in [0.1, 0.02, 0.5, 0.001].enumerated() {
            session.setLearningRate(rate)
            session.step(.iteration)
            let reading = try #require(session.explained(2, 0, 0))
            #expect(reading.update.first?.arithmetic.factors.first { $0.name == "η" }?.value == rate)
            #expect(agree(try #require(reading.change), -rate * reading.gradient, 1e-3, near: 1e-7), "iteration \(iteration)")
        }
        session.step(.iteration, count: 2, .back)
        let past = try #require(session.explained(2, 0, 0))
        #expect(past.update.first?.arithmetic.factors.first { $0.name == "η" }?.value == 0.02)
        #expect(session.learningRate == 0.5, "what a next step would use")
    }

    @Test(arguments: [0, -1, .nan, .infinity]) func aRateThatIsNoneIsIgnored(_ rate: Double) throws {
        let session = try Small.session()
        session.step(.iteration, count: 5)
        session.step(.iteration, count: 2, .back)
        session.setLearningRate(rate)
        #expect(session.learningRate == 0.1)
        #expect(session.newest == 5)
    }
}
