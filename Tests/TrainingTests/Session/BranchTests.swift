import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct BranchTests {
    private func end(_ session: Session, _ iterations: Int) -> Position { session.machine.end(ofIteration: iterations - 1) }

    private func changes() throws -> [Change] {
        [
            .learningRate(0.02), .parameter(3, 0.75), .optimizer(try OptimizerSpec(parsing: "sgd(momentum:0.9)")),
            .optimizer(try OptimizerSpec(parsing: "adam")), .penalty("elasticNet(l1:0.001,l2:0.02)"),
            .batch(2), .batch(11),
        ]
    }

    @Test(arguments: Itinerary.all) func aChangeInThePastIsABranchAndTheOldFutureCanBeReturnedTo(_ run: Itinerary) throws {
        // The optimizer that there is already would be no change.
        let own = Change.optimizer(try OptimizerSpec(parsing: run.optimizer))
        for change in try changes() where change != own {
            let session = try run.session(seed: 3)
            session.move(to: end(session, 20))
            let (old, record) = (session.parametersDigest(), session.record)
            session.move(to: end(session, 8))
            #expect(session.intervene(change))
            #expect(session.branches.map(\.name) == ["main", "b1"] && session.branchName == "b1")
            session.move(to: end(session, 14))
            let other = session.parametersDigest()
            session.goTo(branch: 0)
            #expect(session.completedIterations == 14 && session.newest == 20 && session.branchName == "main")
            session.move(to: end(session, 20))
            #expect(session.parametersDigest() == old && session.record == record, "\(change)")
            session.goTo(branch: 1)
            #expect(session.completedIterations == 14 && session.parametersDigest() == other, "\(change)")
            // The same change made on the way there gives the same run.
            let direct = try run.session(seed: 3)
            direct.move(to: end(direct, 8))
            direct.intervene(change)
            #expect(direct.branches.count == 1, "at the newest moment there is no other future")
            direct.move(to: end(direct, 14))
            #expect(direct.parametersDigest() == other && direct.record == session.record, "\(change)")
            direct.move(to: .start)
            direct.move(to: end(direct, 14))
            #expect(direct.parametersDigest() == other, "replayed: \(change)")
        }
    }

    @Test(arguments: Itinerary.all) func aChangedWeightIsInViewAtOnceAndKeptByReplays(_ run: Itinerary) throws {
        let machine = try run.session(seed: 4).machine
        var digests: Set<String> = []
        for position in [
            machine.end(ofIteration: 2), Position(iteration: 3, done: 1), Position(iteration: 3, done: machine.doneBeforeUpdates),
        ] {
            let session = try run.session(seed: 4)
            session.move(to: position)
            #expect(session.intervene(.parameter(2, 1.5)))
            #expect(session.position == max(position, Position(iteration: 3, done: 1)))
            #expect(session.network.parameters[2] == 1.5)
            #expect(!session.intervene(.parameter(2, 1.5)), "it is that already")
            session.move(to: machine.end(ofIteration: 6))
            digests.insert(session.parametersDigest())
            session.move(to: .start)
            #expect(session.network.parameters[2] != 1.5)
            session.move(to: machine.end(ofIteration: 6))
            digests.insert(session.parametersDigest())
        }
        #expect(digests.count == 1, "an iteration begins in one way")
    }

    @Test(arguments: [Float.nan, .infinity]) func aWeightIsANumber(_ value: Float) throws {
        let session = try Small.session()
        #expect(
            !session.intervene(.parameter(0, value)) && !session.intervene(.parameter(100_000, 1))
                && !session.intervene(.parameter(-1, 1)))
        #expect(!session.undo(), "nothing was done")
    }

    @Test func undoGoesBackToTheDigestAndRedoForward() throws {
        let session = try Small.session()
        session.move(to: end(session, 6))
        var digests = [session.parametersDigest()]
        let deeds: [Change] = [
            .learningRate(0.5), .parameter(1, 2), .parameter(1, 3), .optimizer(try OptimizerSpec(parsing: "adam")),
            .penalty("elasticNet(l2:0.05)"), .batch(3), .batch(9),
        ]
        for (index, recorded) in deeds.enumerated() {
            #expect(session.intervene(recorded))
            session.move(to: end(session, 8 + index * 2))
            digests.append(session.parametersDigest())
        }
        for index in deeds.indices.reversed() {
            #expect(session.undo())
            #expect(session.parametersDigest() == digests[index])
        }
        #expect(!session.undo() && session.interventions.isEmpty)
        for index in deeds.indices {
            #expect(session.redo())
            session.move(to: end(session, 8 + index * 2))
            #expect(session.parametersDigest() == digests[index + 1])
        }
        #expect(!session.redo())
    }

    /// A penalty is part of what is minimized from its iteration on, and not before.
    @Test func aPenaltyHoldsFromItsIterationOn() throws {
        let session = try Small.session()
        session.move(to: end(session, 6))
        #expect(session.intervene(.penalty("elasticNet(l2:0.5)")) && !session.intervene(.penalty("elasticNet(l2:0.5)")))
        session.move(to: end(session, 8))
        #expect(session.penalty.l2 == 0.5 && session.batchLoss > session.batchDataLoss)
        session.move(to: end(session, 4))
        #expect(session.penalty.isNone && session.batchLoss == session.batchDataLoss)
        session.move(to: end(session, 7))
        #expect(session.penalty.l2 == 0.5 && session.batchLoss > session.batchDataLoss)
        session.undo()
        session.move(to: end(session, 7))
        #expect(session.penalty.isNone && session.batchLoss == session.batchDataLoss)
    }

    /// What is left of the epoch comes in batches of the new size; the run ends with its epochs, and a schedule that ends with it, too.
    @Test func aBatchHoldsFromItsIterationOnAndTheRunEndsWithItsEpochs() throws {
        let session = try Small.session(schedule: "cosine", batch: 5, epochs: 4)
        #expect(session.finalIteration == 20 && session.status.batch == 5)
        let rates = (0..<7).map { session.learningRate(at: $0) }
        session.move(to: end(session, 7))
        #expect(session.intervene(.batch(10)) && !session.intervene(.batch(10)))
        #expect(session.position == Position(iteration: 7, done: 1) && session.batchIndices.count == 10)
        #expect(session.status.batch == 10 && session.status.batchSize == 10 && session.workspace.count == 10)
        // 13 of 23 samples are left of the second epoch.
        var sizes: [Int] = []
        for iteration in 7..<13 {
            session.move(to: Position(iteration: iteration, done: 1))
            sizes.append(session.batchIndices.count)
        }
        #expect(sizes == [10, 3, 10, 10, 3, 10] && session.finalIteration == 15)
        #expect((0..<7).map { session.learningRate(at: $0) } == rates, "what is past stays")
        #expect(session.learningRate(at: 14) < 0.1 * rates[0] && session.learningRate(at: 9) == 0.5 * rates[0])
        session.move(to: end(session, 9))
        #expect(session.status.epoch == 2 && session.samplesSeen == 46)
        session.step(.epoch)
        #expect(session.completedIterations == 12 && session.status.epoch == 3)
        session.step(.epoch, count: 2, .back)
        #expect(session.completedIterations == 5 && session.status.batch == 5)
        session.move(to: end(session, 15))
        #expect(session.reasonToStop == "4 epochs done")
        session.move(to: end(session, 3))
        #expect(session.batchIndices.count == 5 && session.scenario.batch == 5)
    }

    @Test func aBatchSetAtTheBeginningIsTheScenarios() throws {
        for size in [2, 5, 11, 100] {
            let session = try Small.session(batch: 4)
            session.intervene(.batch(size))
            session.move(to: end(session, 12))
            let other = try Small.session(batch: size)
            other.move(to: end(other, 12))
            #expect(session.parametersDigest() == other.parametersDigest() && session.status.epoch == other.status.epoch)
        }
    }

    @Test func dropoutSetAtTheBeginningIsTheNetworks() throws {
        let session = try Small.session("dense:6,dropout:0.4,dense:3")
        #expect(!session.intervene(.dropout(0.4)) && session.intervene(.dropout(0.25)))
        #expect(session.status.networkText == "dense:6,dropout:0.25,dense:3" && session.status.layers[1].spec == "dropout:0.25")
        session.move(to: end(session, 12))
        let other = try Small.session("dense:6,dropout:0.25,dense:3")
        other.move(to: end(other, 12))
        #expect(session.parametersDigest() == other.parametersDigest())
        #expect(session.undo() && session.status.networkText == "dense:6,dropout:0.4,dense:3")
        let inner = try Small.session("residual[dense:5,dropout:0.4],dense:3")
        #expect(inner.intervene(.dropout(0)) && inner.status.networkText.contains("dropout:0]"))
        let without = try Small.session()
        #expect(!without.intervene(.dropout(0.25)), "there is none")
    }

    @Test func undoAtTheNewestMomentLeavesNoBranchBehind() throws {
        let session = try Small.session()
        session.move(to: end(session, 6))
        session.intervene(.parameter(1, 2))
        session.undo()
        #expect(session.branches.count == 1 && session.completedIterations == 6)
        session.redo()
        #expect(session.branches.count == 1 && session.network.parameters[1] == 2)
        // Away from a branch on which nothing has happened, it is gone.
        session.move(to: end(session, 9))
        session.move(to: end(session, 4))
        session.intervene(.learningRate(0.3))
        #expect(session.branches.count == 2)
        session.undo()
        #expect(session.branches.map(\.name) == ["main"] && session.newest == 9)
    }

    @Test func branchesAreNamedAndTheirNamesAreTheirOwn() throws {
        let session = try Small.session()
        session.move(to: end(session, 6))
        session.move(to: end(session, 3))
        session.intervene(.learningRate(0.3))
        #expect(session.rename(branch: 1, "careful") && session.branchName == "careful")
        #expect(!session.rename(branch: 0, "careful") && !session.rename(branch: 7, "x") && !session.rename(branch: 0, ""))
        let summary = try #require(session.branches.last)
        #expect(
            summary.parent == "main" && summary.fork == 3 && summary.changes == [Intervention(iteration: 3, .learningRate(0.3))])
    }

    @Test func manyBranchesAreBounded() throws {
        let session = try Small.session(history: 20_000)
        for index in 0..<100 {
            session.move(to: end(session, 6 + index % 3))
            session.move(to: end(session, 3))
            session.intervene(.parameter(0, Float(index)))
        }
        #expect(session.branches.count <= 60)
        for _ in 0..<100 { #expect(session.undo()) }
        let direct = try Small.session()
        direct.move(to: session.position)
        #expect(session.parametersDigest() == direct.parametersDigest(), "undo goes back farther than branches are kept")
    }

    @Test func pinningForksNothingAndIsUndoneWhereItIs() throws {
        let session = try Small.session()
        session.move(to: end(session, 6))
        session.move(to: end(session, 3))
        let first = session.pinned
        session.pin(.nextClass)
        session.move(to: end(session, 5))
        #expect(session.branches.count == 1)
        session.undo()
        #expect(session.pinned == first && session.completedIterations == 5)
    }
}
