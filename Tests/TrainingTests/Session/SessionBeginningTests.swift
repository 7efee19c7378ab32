import Inspection
import Testing
import Training

/// What a session computes when it is made: nothing. The beginning is looked at when somebody asks, or before it is left.
@Suite struct SessionBeginningTests {
    private func session() throws -> Session {
        try Session(Small.scenario(), data: Small.blobs(), history: 1 << 20, checkpointInterval: 1)
    }

    @Test func aSessionThatIsOnlyMadeHasLookedAtNothing() throws {
        let session = try session()
        #expect(session.observedIteration == nil)
        #expect(session.ask(PredictionProbe(sample: .pinned)) == nil)
        #expect(try #require(session.ask(CurvesProbe(columns: 4))).heldOut.isEmpty)
        session.makeVisible()
        #expect(session.observedIteration == 0)
        #expect(session.ask(PredictionProbe(sample: .pinned)) != nil)
        #expect(try #require(session.ask(CurvesProbe(columns: 4))).heldOut.map(\.iteration) == [0])
    }

    @Test func whatIsFirstLookedAtLaterIsTheSame() throws {
        let (looked, left) = (try session(), try session())
        looked.makeVisible()
        for session in [looked, left] {
            session.run(to: 7)
            session.makeVisible()
        }
        #expect(left.record == looked.record)
        #expect(left.readingsInView == looked.readingsInView)
        #expect(left.status.suggestedNeuron == looked.status.suggestedNeuron)
        for session in [looked, left] { session.move(to: .start) }
        #expect(left.readingsInView == looked.readingsInView)
    }

    @Test func theBeginningCanBeGoneToFromItselfAndChanged() throws {
        let session = try session()
        session.move(to: .start)
        #expect(session.observedIteration == 0)
        let changed = try self.session()
        #expect(changed.intervene(.parameter(2, 1.5)))
        #expect(changed.position == Position(iteration: 0, done: 1) && changed.network.parameters[2] == 1.5)
        #expect(changed.undo())
        #expect(changed.position == .start && changed.parametersDigest() == session.parametersDigest())
    }
}
