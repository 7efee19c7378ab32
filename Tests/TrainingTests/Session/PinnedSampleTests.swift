import Basics
import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// A sample that is trained on, followed from its error to the loss after the update.
struct PinnedSampleTests {
    /// Points of a plane, as many as a batch or more.
    private func points(_ network: String = "dense:3,tanh,dense:2", batch: Int, pin: PinnedSample? = nil) throws -> Session {
        var scenario = Scenario(
            name: "points", network: try LayerChain(parsing: network), learningRate: 0.3, batch: batch, epochs: 50)
        scenario.pin = pin
        return try Session(
            scenario, data: Small.blobs(train: 8, features: 2, classes: 2), history: 1 << 20, checkpointInterval: 1)
    }

    @Test(arguments: [
        ("5", PinnedSample.ofClass(5)), ("train", .ofFirstBatch), ("train 0", .sample(.train(0))),
        ("train:7", .sample(.train(7))),
        ("held-out 3", .sample(.heldOut(3))),
    ])
    func aPinnedSampleIsReadAsItIsWritten(_ text: String, _ expected: PinnedSample) throws {
        #expect(try PinnedSample(parsing: text) == expected)
        #expect(try PinnedSample(parsing: expected.description) == expected)
        let scenario = try Scenario(yaml: "pin: \(text)", source: "test")
        #expect(scenario.pin == expected)
        #expect(try Scenario(yaml: "pinned: \(text)", source: "an earlier file").pin == expected)
    }

    @Test(arguments: ["", "train x", "training 0", "-1", "train -1", "train 0 1", "held-out"])
    func anythingElseIsRefused(_ text: String) {
        #expect(throws: InputError.self) { try PinnedSample(parsing: text) }
    }

    @Test func aSampleThatThereIsNotIsRefused() throws {
        let error = #expect(throws: InputError.self) { try points(batch: 8, pin: .sample(.train(8))) }
        #expect(error?.expected.contains("0 to 7") == true && error?.found == "8")
    }

    @Test func ofFewPointsOneOfTheFirstBatchIsPinned() throws {
        let session = try points(batch: 3)
        session.step(.layer)
        #expect(session.pinned.part == .train && session.batchIndices.contains(session.pinned.index))
        #expect(session.ask(SampleProbe(sample: .pinned))?.values == session.data.train.sample(session.pinned.index))
        // Where a class is asked for, and of samples that are no points, it is a held-out one.
        #expect(try points(batch: 3, pin: .ofClass(1)).pinned.part == .heldOut)
        #expect(try Small.session().pinned.part == .heldOut)
    }

    @Test func ofABatchOfOneTheGradientIsTheSamplesOwn() throws {
        let session = try points(batch: 1, pin: .ofFirstBatch)
        session.step(.iteration)
        let reading = try #require(session.explained(1, 1, 0))
        #expect(reading.reading.share == .whole && reading.sampleGradient != 0)
        #expect(!reading.reading.sections.contains { $0.kind == .sampleGradient }, "it is told once")
        #expect(agree(reading.sampleGradient, reading.gradient, 1e-6))
        #expect(agree(reading.change ?? .nan, -0.3 * reading.sampleGradient, 1e-6))
    }

    @Test func theBatchsGradientIsTheMeanOfItsSamplesAndThePinnedIsOneOfThem() throws {
        let session = try points(batch: 8)
        session.step(.iteration)
        for input in 0...1 {
            let reading = try #require(session.explained(1, 2, input))
            let sum = try #require(reading.batchSum)
            #expect(sum.terms.count == 8 && agree(sum.total / 8, reading.gradient, 1e-5))
            guard case .row(let row) = reading.reading.share, let own = sum.terms.first(where: { $0.source == row }) else {
                Issue.record("the pinned sample is in the batch")
                return
            }
            #expect(session.batchIndices[row] == session.pinned.index && agree(own.product, reading.sampleGradient, 1e-5))
        }
    }

    @Test func aSampleOfAnotherBatchAndAHeldOutOneAreNotInIt() throws {
        let session = try points(batch: 3)
        func share() -> BatchShare? {
            session.explained(1, 0, 0)?.reading.share
        }
        session.step(.iteration, count: 2)
        #expect(!session.batchIndices.contains(session.pinned.index) && share() == .otherBatch)
        session.pin(.heldOut(0))
        #expect(share() == .heldOut)
        session.pin(.train(session.batchIndices[1]))
        #expect(share() == .row(1))
    }

    @Test func theNextOneIsOfTheSamePart() throws {
        let session = try points(batch: 3, pin: .sample(.train(0)))
        for choice in [PinChoice.nextOfClass, .nextClass, .previousOfClass] {
            let before = session.pinned
            session.pin(choice)
            #expect(session.pinned.part == .train && session.pinned != before)
        }
        session.pin(.ofClass(1))
        #expect(session.pinned.part == .heldOut)
        let isPinned = session.pin(.sample(.train(800)))
        #expect(!isPinned && session.pinned.part == .heldOut)
    }

    @Test func aSessionFileKeepsIt() throws {
        let session = try points(batch: 3, pin: .sample(.train(5)))
        session.step(.iteration, count: 3)
        session.pin(.train(6))
        let record = try SessionRecord(yaml: session.record(withDigest: true).yaml, source: "test")
        #expect(record.pinned == .train(6) && record.scenario.pin == .sample(.train(5)))
        let again = try points(batch: 3, pin: .sample(.train(5)))
        try again.replay(record, source: "test")
        #expect(again.pinned == .train(6))
        // A number alone is what earlier files have.
        let text = record.yaml.replacing("pinned: train 6", with: "pinned: 4")
        #expect(try SessionRecord(yaml: text, source: "test").pinned == .heldOut(4))
    }

    // MARK: The loss after the update

    @Test(arguments: ["dense:3,tanh,dense:2", "dense:4,batchNorm,relu,dense:2", "dense:6,dropout:0.5,dense:2"])
    func theLossAfterIsOfTheSameBatchWithTheNewWeights(_ network: String) throws {
        let session = try points(network, batch: 8)
        for iteration in 0..<3 {
            session.step(.iteration)
            let (parameters, buffers) = (session.network.parameters.array, session.network.buffers.array)
            let reading = try #require(session.ask(LossAfterProbe()))
            #expect(reading.before == session.batchLoss && reading.after < reading.before)
            #expect(
                session.network.parameters.array == parameters && session.network.buffers.array == buffers, "nothing is moved")
            // The whole set is in every batch: without masks the next loss is this one, added up in another order.
            session.step(.pass, count: 2)
            if !network.contains("dropout") { #expect(agree(session.batchLoss, reading.after, 1e-5), "iteration \(iteration)") }
            #expect(session.ask(LossAfterProbe()) == nil, "the update is not there yet")
            session.step(.pass, count: 2, .back)
        }
    }

    @Test func theLossAfterIsAQuantityToWatch() throws {
        let session = try Small.session(l2: 0.1)
        for text in ["loss after", "lossAfter"] {
            let expression = try WatchExpression(parsing: text, in: session.watchScope)
            let evaluator = WatchEvaluator(expression.program)
            session.step(.iteration)
            let value = try #require(evaluator.value { session.value(of: $0) })
            #expect(value == session.ask(LossAfterProbe())?.after && value < session.batchLoss)
            session.step(.layer)
            #expect(evaluator.value { session.value(of: $0) } == nil)
        }
    }

    @Test func aYoungNormalizationSaysHowYoungItIs() throws {
        let session = try points("dense:4,batchNorm,relu,dense:2", batch: 8)
        #expect(session.status.firstStatistics == 1)
        session.step(.iteration, count: 6)
        // Five updates are done when the sixth iteration begins.
        #expect(agree(session.status.firstStatistics ?? 0, 0.59049, 1e-9))
        session.run(to: 60)
        #expect(session.status.firstStatistics == nil)
        #expect(try points(batch: 8).status.firstStatistics == nil)
    }
}
