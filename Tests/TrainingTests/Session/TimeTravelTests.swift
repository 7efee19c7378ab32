import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct TimeTravelTests {
    /// Those that lead to a position; a term and a neuron only show more or less of one.
    private static let grains = Grain.allCases.filter { !$0.isWalk }

    @Test(arguments: Itinerary.all, [1, 2, 3]) func randomStepsEndInTheDigestOfGoingThereDirectly(
        _ run: Itinerary, _ seed: UInt64
    ) throws {
        let iterations = 30
        let digests = try run.digests(seed: seed, iterations: iterations)
        let session = try run.session(seed: seed)
        let machine = session.machine
        var source = RandomSource(seed: seed, 77)
        for step in 0..<200 {
            let grain = Self.grains[source.integer(below: Self.grains.count)]
            let direction = source.uniform() < 0.55 ? Direction.forward : .back
            let count = 1 + source.integer(below: 3)
            let target = machine.destination(from: session.position, grain: grain, count: count, direction: direction)
            if target.iteration >= iterations { continue }
            session.step(grain, count: count, direction)
            #expect(session.position == target)
            #expect(session.parametersDigest() == digests[machine.ordinal(of: target)], "step \(step), at \(target)")
        }
        let direct = try run.session(seed: seed)
        direct.move(to: session.position)
        #expect(direct.parametersDigest() == session.parametersDigest())
        #expect(direct.readingsInView.map(\.bitPattern) == session.readingsInView.map(\.bitPattern))
        direct.move(to: machine.end(ofIteration: iterations - 1))
        session.move(to: machine.end(ofIteration: iterations - 1))
        #expect(direct.parametersDigest() == digests[iterations * machine.stateCount])
        #expect(session.parametersDigest() == direct.parametersDigest())
        #expect(session.record == direct.record, "a replay writes nothing down twice and nothing else")
    }

    @Test(arguments: Itinerary.all) func unwatchedRunsThatAreLookedAtAnywhereEndTheSame(_ run: Itinerary) throws {
        let digests = try run.digests(seed: 5, iterations: 25)
        let session = try run.session(seed: 5)
        var source = RandomSource(seed: 21)
        while session.completedIterations < 25 {
            session.finishIteration(observed: source.uniform() < 0.2)
            switch source.integer(below: 6) {
            case 0: session.makeVisible()
            case 1: session.step(.pass, count: 2, .back)
            case 2: session.step(.layer, count: 3)
            default: break
            }
            if session.position.iteration < 25 {
                #expect(session.parametersDigest() == digests[session.machine.ordinal(of: session.position)])
            }
        }
    }

    @Test func backWithinAnIterationLeavesTheWeightsUntouchedAndComputesNothing() throws {
        let session = try Small.session()
        session.step(.iteration, count: 3)
        session.move(to: Position(iteration: 3, done: session.machine.doneBeforeUpdates))
        let digest = session.parametersDigest()
        let bits = session.readingsInView.map(\.bitPattern)
        while session.position.done > 1 {
            session.step(.layer, .back)
            #expect(session.position.iteration == 3)
            #expect(session.parametersDigest() == digest)
        }
        session.move(to: Position(iteration: 3, done: session.machine.doneBeforeUpdates))
        #expect(session.readingsInView.map(\.bitPattern) == bits)
    }

    @Test(arguments: Itinerary.all) func noWeightChangesBeforeTheWholeBackwardPassIsDone(_ run: Itinerary) throws {
        let session = try run.session(seed: 2)
        for iteration in 0..<4 {
            let before = session.network.parameters.array
            for phase in session.machine.phases {
                let last = session.network.parameters.array
                session.step(.layer)
                let now = session.network.parameters.array
                if case .update(let layer) = phase {
                    let changed = now.indices.filter { now[$0] != last[$0] }
                    let range = session.network.parameterRange(ofLayer: layer)
                    #expect(changed.allSatisfy(range.contains), "an update changes its own layer and no other")
                    #expect(!changed.isEmpty)
                } else {
                    #expect(now == before, "\(phase) of iteration \(iteration)")
                }
            }
        }
    }

    @Test func theBeginningCanBeGoneBackToFromAnywhere() throws {
        let session = try Small.session()
        let first = session.parametersDigest()
        let bits = session.readingsInView.map(\.bitPattern)
        for target in [
            Position(iteration: 0, done: 3), Position(iteration: 0, done: session.machine.stateCount),
            Position(iteration: 17, done: 2),
        ] {
            session.move(to: target)
            session.move(to: .start)
            #expect(session.position == .start)
            #expect(session.parametersDigest() == first)
            #expect(session.readingsInView.map(\.bitPattern) == bits)
            session.step(.iteration, .back)
            #expect(session.position == .start)
        }
    }

    @Test func twoSessionsOfOneScenarioAreTheSameToTheLastBit() throws {
        for run in Itinerary.all {
            let (a, b) = (try run.session(seed: 9), try run.session(seed: 9, history: 1 << 20))
            a.run(to: 20)
            b.run(to: 20)
            #expect(a.parametersDigest() == b.parametersDigest())
            let headless = try run.trainer(seed: 9)
            headless.run(to: 20)
            #expect(headless.parametersDigest() == a.parametersDigest(), "going back in time changes nothing")
        }
    }

    @Test func aWayThatIsInterruptedEndsAtAMomentThatCanBeLookedAt() throws {
        let session = try Small.session()
        var asked = 0
        session.move(to: session.machine.end(ofIteration: 99)) {
            asked += 1
            return asked < 8
        }
        #expect(session.completedIterations == 8)
        #expect(session.ask(PredictionProbe(sample: .pinned)) != nil)
        let direct = try Small.session()
        direct.run(to: 8)
        #expect(direct.parametersDigest() == session.parametersDigest())
    }
}
