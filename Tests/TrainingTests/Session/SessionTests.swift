import Basics
import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct SessionTests {
    struct Misfit: Sendable, CustomTestStringConvertible {
        var network = "dense:3"
        var loss = "softmaxCrossEntropy"
        var pinned = 1
        var isRegression = false
        var shape: [Int]?
        var subject = "network"
        var parts: [String]
        var testDescription: String { "\(network) \(loss)" }
    }

    @Test(arguments: [
        Misfit(network: "dense:2", parts: ["expected 3 outputs", "found 2", "dense:3"]),
        Misfit(network: "dense:4", loss: "mse", parts: ["expected 3 outputs", "found 4"]),
        Misfit(network: "dense:2", isRegression: true, subject: "loss", parts: ["expected classes", "mse"]),
        Misfit(pinned: 3, subject: "pinned class", parts: ["pinned class 3", "0 to 2"]),
        Misfit(network: "conv:4x3", shape: [1, 5, 5], parts: ["expected", "flatten"]),
        Misfit(network: "selfAttention:1", shape: [5, 5], parts: ["expected"]),
    ]) func whatDoesNotFitTogetherIsRefusedInOneLine(_ misfit: Misfit) {
        let data =
            misfit.isRegression
            ? Small.regression() : Small.blobs(features: misfit.shape?.reduce(1, *) ?? 5, shape: misfit.shape)
        let error = #expect(throws: InputError.self) {
            try Small.session(misfit.network, data: data, loss: misfit.loss, pinned: misfit.pinned)
        }
        for part in misfit.parts { #expect(error?.description.contains(part) == true, "\(part) in \(error?.description ?? "")") }
        #expect(error?.description.contains("\n") == false)
        #expect(error?.kind == .usage)
        #expect(error?.subject.hasPrefix(misfit.subject) == true)
    }

    @Test(arguments: ["", "dense:0", "dense:x", "dens:3", "dense:3,,relu", "dense:3("]) func aBadNetworkIsTheCoresClearError(
        _ network: String
    ) {
        let error = #expect(throws: InputError.self) { try Small.session(network) }
        #expect(error?.subject.hasPrefix("network") == true)
    }

    @Test func whereItHasBeenIsWhereTheEndIs() throws {
        let session = try Small.session()
        #expect(session.newest == 0)
        session.move(to: Position(iteration: 5, done: session.machine.doneBeforeUpdates))
        #expect(session.newest == 5, "the sixth iteration has not ended")
        session.move(to: Position(iteration: 5, done: session.machine.stateCount))
        #expect(session.newest == 6)
        session.move(to: Position(iteration: 1, done: 1))
        #expect(session.newest == 6)
        #expect(session.status.newest == 6)
    }

    @Test func aNumberThatIsNoneIsWrittenDownAndNothingStops() throws {
        let session = try Small.session("dense:6,relu,dense:3", rate: 1e30)
        for _ in 0..<12 {
            session.step(.layer, count: 5)
            session.askEverything()
            session.askEverything(.batch(0))
        }
        session.run(to: 30)
        let words = try #require(session.status.nonFinite)
        let first = try #require(words.split(separator: " ").last.flatMap { Int($0) })
        // The first iteration whose batch loss or any gradient is not finite, as recorded.
        let fresh = try Small.session("dense:6,relu,dense:3", rate: 1e30)
        var expected: Int?
        while expected == nil && fresh.completedIterations < 30 {
            fresh.step(.pass, count: 3)
            let norms = try #require(fresh.ask(GradientsProbe(historyColumns: 0))).layers.compactMap(\.norm)
            if !(fresh.status.batchLoss ?? 0).isFinite || norms.contains(where: { !$0.isFinite }) {
                expected = fresh.position.iteration
            }
            fresh.step(.pass)
        }
        #expect(first == expected.map { $0 + 1 }, "iterations are counted from 1 in words")
        #expect(words.contains("layer"), "\(words)")
        #expect(session.ask(GradientsProbe(historyColumns: 4))?.overall == .notFinite)
        #expect(session.evaluateHeldOut().accuracy == 0, "what answers NaN has read nothing right")
        session.move(to: .start)
        #expect(session.status.nonFinite == words, "it stays on record where it first was")
        session.setLearningRate(0.01)
        #expect(session.status.nonFinite == nil, "in another future it may not come")
        session.run(to: 30)
        #expect(session.status.nonFinite == nil)
    }

    @Test func dataThatAreNotNumbersAreBlamedOnTheInput() throws {
        let pair = Small.blobs()
        let train = Dataset(
            name: "holes", source: "made in a test", sampleShape: [5], classNames: pair.train.classNames,
            features: .values([Float](repeating: .nan, count: 30)), targets: .classes([0, 1, 2, 0, 1, 2]))
        let session = try Small.session(data: DatasetPair(train: train, heldOut: pair.heldOut))
        session.step(.iteration)
        #expect(session.status.nonFinite?.contains("the input") == true)
        #expect(session.status.nonFinite?.hasSuffix("iteration 1") == true)
    }

    @Test func aColumnIsALayerWithTheFunctionsAfterIt() throws {
        let session = try Small.session(
            "dense:6,tanh,dropout:0.2,dense:4,relu,dense:3", data: Small.blobs(features: 12, shape: [1, 4, 3]))
        #expect(session.columns.map(\.kind) == ["input", "dense", "dense", "dense"])
        #expect(session.columns.map(\.activation) == ["", "tanh dropout", "relu", ""])
        #expect(session.columns.map(\.layers) == [0..<0, 0..<3, 3..<5, 5..<6])
        #expect(session.columns.map(\.units) == [12, 6, 4, 3])
        #expect(session.columns[0].image == ImageShape(height: 4, width: 3))
        #expect(session.status.layers.map(\.column) == [1, 1, 1, 2, 2, 3])
    }

    @Test func hingeTakesTargetsOfPlusAndMinusOne() throws {
        let session = try Small.session("dense:3", loss: "hinge")
        session.step(.iteration)
        let reading = try #require(session.ask(PredictionProbe(sample: .pinned)))
        #expect(reading.desired == [-1, 1, -1])
        session.run(to: 200)
        #expect(try #require(session.evaluateTrain().accuracy) > 0.8)
    }

    @Test func onlyOutputsThatSumToOneAreCalledProbabilities() throws {
        for (network, loss, expected) in [
            ("dense:3", "softmaxCrossEntropy", true), ("dense:3,softmax", "mse", true), ("dense:3", "mse", false),
            ("dense:3", "binaryCrossEntropyWithLogits", false),
        ] {
            let session = try Small.session(network, loss: loss)
            session.step(.iteration)
            let reading = try #require(session.ask(PredictionProbe(sample: .pinned)))
            #expect(reading.areProbabilities == expected, "\(network) \(loss)")
            if reading.areProbabilities { #expect(agree(reading.actual.reduce(0, +), 1)) }
        }
    }
}
