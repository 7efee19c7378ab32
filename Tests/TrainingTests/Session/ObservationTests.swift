import Datasets
import Inspection
import Testing
import Training

@Suite struct ObservationTests {
    @Test(arguments: Itinerary.all) func lookingChangesNothing(_ run: Itinerary) throws {
        let plain = try run.session(seed: 3)
        plain.run(to: 12)
        let watched = try run.session(seed: 3)
        var turn = 0
        while watched.completedIterations < 12 {
            watched.step(.layer)
            watched.askEverything(turn % 3 == 0 ? .pinned : .batch(turn % 4))
            if turn % 5 == 0 { watched.pin([.nextOfClass, .previousOfClass, .nextClass][turn / 5 % 3]) }
            if turn % 7 == 0 {
                _ = watched.evaluateHeldOut()
                _ = watched.evaluateTrain()
            }
            turn += 1
        }
        #expect(watched.parametersDigest() == plain.parametersDigest())
        #expect(watched.record == plain.record)
    }

    @Test func everySampleOfTheTrainingSetIsSeenOnceAnEpochAndNoOther() throws {
        let session = try Small.session(data: Small.blobs(train: 23, heldOut: 40), batch: 5)
        for _ in 0..<3 {
            var seen: [Int] = []
            for _ in 0..<5 {
                session.step(.iteration)
                for row in 0..<session.status.batchCount {
                    let reading = try #require(session.ask(SampleProbe(sample: .batch(row))))
                    let index = try #require(reading.reference?.index)
                    #expect(reading.values == session.data.train.sample(index))
                    seen.append(index)
                }
            }
            #expect(seen.sorted() == Array(0..<23))
        }
        #expect(session.samplesSeen == 69)
    }

    @Test func heldOutSamplesAreNeverTrainedOn() throws {
        let pair = Small.blobs()
        let poison = Dataset(
            name: "poison", source: "made in a test", sampleShape: [5], classNames: pair.heldOut.classNames,
            features: .values([Float](repeating: .nan, count: 5 * 8)), targets: .classes([0, 1, 2, 0, 1, 2, 0, 1]))
        let clean = try Small.session(data: pair)
        let poisoned = try Small.session(data: DatasetPair(train: pair.train, heldOut: poison))
        for session in [clean, poisoned] { while session.completedIterations < 20 { session.step(.pass) } }
        #expect(clean.parametersDigest() == poisoned.parametersDigest())
        #expect(poisoned.status.nonFinite == nil, "training has met none")
        #expect(poisoned.ask(PredictionProbe(sample: .pinned))?.answer == nil)
    }

    @Test func theEvaluationIsTheMeanOverEverySample() throws {
        let session = try Small.session(data: Small.blobs(train: 30, heldOut: 601))
        session.run(to: 10)
        let hand = HandNetwork(session, functions: [.tanh, .identity], loss: .softmaxCrossEntropy)
        for (set, found) in [(session.data.heldOut, session.evaluateHeldOut()), (session.data.train, session.evaluateTrain())] {
            let passes = (0..<set.count).map { index in
                hand.pass(
                    set.sample(index).map(Double.init), target: (0..<set.classCount).map { $0 == set.label(of: index) ? 1 : 0 })
            }
            #expect(found.samples == set.count)
            #expect(agree(found.loss, passes.reduce(0) { $0 + $1.loss } / Double(set.count)))
            let right = passes.count { pass in
                pass.answer.indices.max { pass.answer[$0] < pass.answer[$1] } == pass.target.firstIndex(of: 1)
            }
            #expect(found.accuracy == Double(right) / Double(set.count))
        }
    }

    @Test func pinningGoesThroughTheSamplesOfTheClassAndThroughTheClasses() throws {
        let session = try Small.session()
        session.move(to: Position(iteration: 2, done: 4))
        let digest = session.parametersDigest()
        #expect(session.status.pinnedLabel == 1)
        let first = session.pinned
        var visited: [SampleReference] = []
        repeat {
            session.pin(.nextOfClass)
            visited.append(session.pinned)
            #expect(session.status.pinnedLabel == 1)
            #expect(session.ask(SampleProbe(sample: .pinned))?.reference == session.pinned)
            #expect(session.position == Position(iteration: 2, done: 4))
            #expect(session.parametersDigest() == digest)
        } while session.pinned != first && visited.count < 20
        #expect(visited.count == 4, "12 samples of 3 classes")
        session.pin(.previousOfClass)
        #expect(session.pinned == visited[visited.count - 2])
        var labels: [Int?] = []
        for _ in 0..<3 {
            session.pin(.nextClass)
            labels.append(session.status.pinnedLabel)
        }
        #expect(labels == [2, 0, 1])
        let direct = try Small.session()
        while direct.pinned != session.pinned { direct.pin(.nextOfClass) }
        direct.move(to: Position(iteration: 2, done: 4))
        #expect(direct.readingsInView == session.readingsInView, "as if it had been pinned from the beginning")
    }

    @Test func theSampleThatIsPinnedFirstIsTheMostTypicalOfItsClass() throws {
        let session = try Small.session(data: Small.blobs(heldOut: 60))
        let set = session.data.heldOut
        let members = (0..<60).filter { set.label(of: $0) == 1 }
        let mean = (0..<5).map { feature in members.reduce(0) { $0 + Double(set.sample($1)[feature]) } / Double(members.count) }
        func distance(_ index: Int) -> Double {
            zip(set.sample(index), mean).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
        }
        #expect(session.pinned == members.min { distance($0) < distance($1) }.map { .heldOut($0) })
    }
}
