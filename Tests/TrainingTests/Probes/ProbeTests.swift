import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct ProbeTests {
    @Test func theRankingIsByWhatEachInputCarries() throws {
        let session = try Small.session("dense:6,tanh,dense:3", data: Small.blobs(features: 80))
        session.step(.iteration)
        let hand = HandNetwork(
            try Small.session("dense:6,tanh,dense:3", data: Small.blobs(features: 80)), functions: [.tanh, .identity], loss: .mse)
        let x = session.data.heldOut.sample(session.pinned.index)
        for neuron in 0..<6 {
            let found = try #require(session.ask(RankingProbe(selection: Selection(column: 1, neuron: neuron, input: 3))))
            let sizes = x.indices.map { (Float(hand.layers[0].weight[neuron][$0]) * x[$0]).magnitude }
            let weights = x.indices.sorted { sizes[$0] > sizes[$1] }.prefix(RankingProbe.count - 1)
            #expect(found == Array(weights) + [80], "the bias follows the weights")
        }
        #expect(
            RankingProbe(selection: Selection(column: 1, neuron: 2, input: 3))
                == RankingProbe(selection: Selection(column: 1, neuron: 2, input: nil)),
            "one question, whichever weight is selected")
    }

    @Test func notANumberIsRankedLast() throws {
        var values = [Float](repeating: 1, count: 12)
        values[0] = .nan
        let set = Dataset(
            name: "holes", source: "made in a test", sampleShape: [4], classNames: ["a", "b"], features: .values(values),
            targets: .classes([0, 1, 0]))
        let session = try Small.session("dense:2", data: DatasetPair(train: set, heldOut: set.prefix(1)), pinned: 0)
        let ranking = try #require(session.ask(RankingProbe(selection: Selection(column: 1, neuron: 0, input: nil))))
        #expect(ranking[3] == 0 && ranking.last == 4, "the bias comes behind")
        #expect(Set(ranking) == [0, 1, 2, 3, 4])
    }

    @Test func gradientsAreHiddenUntilTheirBackwardStateIsDoneAndAgainAfterSteppingBack() throws {
        let session = try Small.session("dense:6,tanh,dense:3")
        session.step(.iteration, count: 2)
        let last = try #require(session.ask(GradientsProbe(historyColumns: 0))).layers
        let before = last.map { $0.norm.map { Float($0) } }
        for _ in 0..<2 {
            for done in 1...session.machine.stateCount {
                session.move(to: Position(iteration: 2, done: done))
                let reading = try #require(session.ask(GradientsProbe(historyColumns: 3)))
                for (index, layer) in reading.layers.enumerated() {
                    let isKnown = done > session.machine.phases.firstIndex(of: .backward(layer.layer))!
                    let isUpdated = done > session.machine.phases.firstIndex(of: .update(layer.layer))!
                    #expect((layer.norm != nil) == isKnown)
                    #expect(layer.normBefore.map { Float($0) } == (isKnown ? nil : before[index]))
                    #expect(layer.verdictBefore == (isKnown ? nil : last[index].verdict))
                    #expect((layer.verdict != nil) == isKnown)
                    #expect((layer.relativeError != nil) == isKnown)
                    #expect((layer.updateRatio != nil) == isUpdated)
                    #expect(session.status.hasBackward(layer.layer) == isKnown)
                    #expect(session.status.hasUpdate(layer.layer) == isUpdated)
                }
                #expect((reading.overall != nil) == reading.layers.allSatisfy { $0.verdict != nil })
                #expect(session.status.hasLoss == (done > session.machine.phases.firstIndex(of: .loss)!))
                #expect((session.status.batchLoss != nil) == session.status.hasLoss)
            }
        }
    }

    /// However one gets there: step by step, back from the end, by a jump from far away, or onto a checkpoint.
    @Test(arguments: [4, 5, 8]) func theVerdictsOfTheIterationBeforeAreThereByEveryWay(_ iteration: Int) throws {
        let session = try GradientFlowTests.vanishing(checkpointInterval: 4)
        let target = Position(iteration: iteration, done: 3)
        func verdicts() throws -> [GradientVerdict?] {
            session.move(to: target)
            return try #require(session.ask(GradientsProbe(historyColumns: 0))).layers.map(\.verdictBefore)
        }
        session.move(to: session.machine.end(ofIteration: iteration - 1))
        let said = try #require(session.ask(GradientsProbe(historyColumns: 0))).layers.map(\.verdict)
        #expect(said.contains(.vanishing) && said.contains(.healthy))
        #expect(try verdicts() == said)
        session.step(.iteration)
        #expect(try verdicts() == said)
        session.run(to: 30)
        #expect(try verdicts() == said)
        session.move(to: .start)
        #expect(try verdicts() == said)
        session.setLearningRate(0.3)
        #expect(try verdicts() == said, "the rate of this iteration changes nothing that was")
    }

    @Test func historiesHaveOneRowALayerAndLogarithms() throws {
        let session = try Small.session()
        session.run(to: 30)
        let reading = try #require(session.ask(GradientsProbe(historyColumns: 10)))
        #expect(reading.historyRange == 0..<30)
        #expect(reading.history.count == 2)
        #expect(reading.history.allSatisfy { $0.count == 10 && $0.allSatisfy { ($0 ?? .nan) > -6 && ($0 ?? .nan) < 2 } })
    }

    @Test(arguments: [
        ("step(every:7,factor:0.5)", [7, 14, 21, 28, 35, 42]), ("step(every:7,factor:0.95)", []), ("cosine", []),
        ("constant", []),
        ("linearWarmup(steps:20)", []), ("exponential(factor:0.7)", []),
    ])
    func stepsOfAScheduleAreFoundAndGlidingIsNone(_ schedule: String, _ expected: [Int]) throws {
        let session = try Small.session(schedule: schedule)
        session.move(to: session.machine.end(ofIteration: 48))
        let changes = try #require(session.ask(CurvesProbe(columns: 64))).scheduledChanges
        #expect(changes.map(\.iteration) == expected)
        #expect(changes.allSatisfy { $0.rate > 0 })
    }

    @Test func curvesCoverTheWholeRunAndSayWhereTheCursorIs() throws {
        let session = try Small.session(batch: 5)
        let empty = try #require(session.ask(CurvesProbe(columns: 8)))
        #expect(empty.cursor == 0 && empty.latestTrainLoss == nil && empty.trainLoss.allSatisfy { $0 == nil })
        #expect(empty.heldOut.map(\.iteration) == [0])
        session.run(to: 12)
        session.makeVisible()
        session.step(.iteration, count: 4, .back)
        session.setLearningRate(0.1)
        let reading = try #require(session.ask(CurvesProbe(columns: 12)))
        #expect(reading.range == 0..<12)
        #expect(reading.cursor == 8)
        #expect(reading.epochs.iterationsPerEpoch(at: 0) == 5)
        #expect(reading.trainLoss.compactMap { $0 }.count == 12)
        #expect(reading.latestTrainLoss == reading.trainLoss[7]?.mean)
        #expect(
            reading.heldOut.map(\.iteration) == [0, 2, 4, 6, 8, 10, 12], "5 iterations an epoch: looked at after every second")
        #expect(reading.heldOut.allSatisfy { $0.samples == 12 && $0.accuracy != nil })
        #expect(reading.rateChanges.isEmpty, "the same rate is no change")
        session.setLearningRate(0.2)
        let changes = try #require(session.ask(CurvesProbe(columns: 12))).rateChanges
        #expect(changes.map(\.iteration) == [8] && changes.map(\.rate) == [0.2])
        #expect(session.ask(CurvesProbe(columns: 12))?.range == 0..<8, "what came after has not happened")
    }

    @Test func theBeginningOfALongEpochIsLookedAtMoreOften() throws {
        let digits = SyntheticDigits(seed: 1)
        let data = DatasetPair(train: digits.dataset(0..<400), heldOut: digits.dataset(1000..<1020))
        let session = try Small.session("dense:10", data: data, batch: 1)
        session.run(to: 310)
        let heldOut = try #require(session.ask(CurvesProbe(columns: 12))).heldOut
        #expect(heldOut.map(\.iteration) == [0, 10, 20, 40, 80, 150, 300])
        #expect(heldOut.dropFirst().allSatisfy { $0.trainLoss != nil }, "each with the mean of the batches since the one before")
    }

    @Test func curvesOfARunThatHasTrainedNothingAreEmptyAndHarmless() throws {
        let session = try Small.session()
        let reading = try #require(session.ask(CurvesProbe(columns: 4)))
        #expect(reading.latestTrainLoss == nil)
        #expect(reading.trainLoss.allSatisfy { $0 == nil })
    }

    @Test func regressionHasNoAccuracy() throws {
        let session = try Small.session("dense:4,tanh,dense:2", data: Small.regression(), loss: "mse")
        session.run(to: 9)
        session.makeVisible()
        let reading = try #require(session.ask(CurvesProbe(columns: 9)))
        #expect(reading.trainLoss.allSatisfy { $0 != nil })
        #expect(reading.trainAccuracy.allSatisfy { $0 == nil })
        #expect(reading.heldOut.allSatisfy { $0.accuracy == nil })
        #expect(session.evaluateTrain().accuracy == nil)
    }

    @Test func picturesOfWeightsAreTheWeightsAndSmallerOnesTheirMeans() throws {
        let session = try Small.session("dense:6,tanh,dense:3", data: Small.blobs(features: 12, shape: [1, 4, 3]))
        let weights = HandNetwork(session, functions: [.tanh, .identity], loss: .mse).layers[0].weight
        let large = ImageShape(height: 9, width: 9)
        let whole = WeightsProbe(column: 1, first: 4, count: 9, maximum: large, matrix: large)
        guard case .images(let images)? = session.ask(whole) else {
            Issue.record("the first layer looks at pictures")
            return
        }
        #expect(images.first == 4 && images.total == 6 && images.factor == 1)
        #expect(images.size == ImageShape(height: 4, width: 3))
        #expect(images.pictures.count == 2)
        for (index, picture) in images.pictures.enumerated() { #expect(agree(picture, weights[4 + index], 0, near: 0)) }
        let small = WeightsProbe(column: 1, first: -3, count: 1, maximum: ImageShape(height: 2, width: 2), matrix: large)
        guard case .images(let halves)? = session.ask(small) else {
            Issue.record("the first layer looks at pictures")
            return
        }
        #expect(halves.first == 0 && halves.factor == 2 && halves.size == ImageShape(height: 2, width: 2))
        let w = weights[0]
        let means = [(w[0] + w[1] + w[3] + w[4]) / 4, (w[2] + w[5]) / 2, (w[6] + w[7] + w[9] + w[10]) / 4, (w[8] + w[11]) / 2]
        #expect(agree(halves.pictures[0], means, 1e-5))
    }

    @Test func otherWeightsAreOneMatrixThatFits() throws {
        let session = try Small.session("dense:6,tanh,dense:3")
        let weights = HandNetwork(session, functions: [.tanh, .identity], loss: .mse).layers[1].weight
        for (limit, size, factors) in [
            ((9, 9), (3, 6), (1, 1)), ((2, 4), (2, 3), (2, 2)), ((1, 1), (1, 1), (3, 6)), ((0, -1), (1, 1), (3, 6)),
        ] {
            let limit = ImageShape(height: limit.0, width: limit.1)
            guard
                case .matrix(let matrix)? = session.ask(
                    WeightsProbe(column: 2, first: 0, count: 4, maximum: limit, matrix: limit))
            else {
                Issue.record("the second layer looks at neurons")
                return
            }
            #expect(matrix.rows == size.0 && matrix.columns == size.1)
            #expect(matrix.rowFactor == factors.0 && matrix.columnFactor == factors.1)
            #expect(matrix.outputs == 3 && matrix.inputs == 6)
            if factors == (1, 1) { #expect(agree(matrix.values, weights.flatMap { $0 }, 0, near: 0)) }
            if factors == (3, 6) { #expect(agree(Double(matrix.values[0]), weights.joined().reduce(0, +) / 18, 1e-4)) }
        }
        #expect(
            session.ask(
                WeightsProbe(
                    column: 0, first: 0, count: 1, maximum: ImageShape(height: 1, width: 1),
                    matrix: ImageShape(height: 1, width: 1))) == nil)
    }

    @Test func weightsAreThoseOfThePositionInView() throws {
        let session = try Small.session("dense:6,tanh,dense:3")
        session.step(.iteration, count: 3)
        let now = HandNetwork(session, functions: [.tanh, .identity], loss: .mse)
        let size = ImageShape(height: 50, width: 50)
        for column in 1...2 {
            guard
                case .matrix(let matrix)? = session.ask(
                    WeightsProbe(column: column, first: 0, count: 9, maximum: size, matrix: size))
            else {
                Issue.record("a matrix")
                return
            }
            #expect(agree(matrix.values, now.layers[column - 1].weight.flatMap { $0 }, 0, near: 0), "updated is updated")
        }
    }

    @Test func samplesAreThoseOfTheirSetsWithTheirLabels() throws {
        let session = try Small.session()
        session.step(.layer)
        let pinned = try #require(session.ask(SampleProbe(sample: .pinned)))
        #expect(pinned.isPinned && pinned.reference == session.pinned && pinned.label == 1 && pinned.labelName == "class 1")
        #expect(pinned.values == session.data.heldOut.sample(session.pinned.index))
        #expect(pinned.image == nil)
        for row in 0..<session.status.batchCount {
            let reading = try #require(session.ask(SampleProbe(sample: .batch(row))))
            #expect(!reading.isPinned)
            let reference = try #require(reading.reference)
            #expect(reference.part == .train && reading.values == session.data.train.sample(reference.index))
            #expect(reading.label == session.data.label(of: reference))
        }
        #expect(session.ask(SampleProbe(sample: .batch(session.status.batchCount))) == nil)
        #expect(session.ask(SampleProbe(sample: .batch(-1))) == nil)
    }

    @Test(arguments: [1, 3, 6, 50]) func aCrowdedColumnKeepsTheSelectedNeuronAndTheMostActive(_ rows: Int) throws {
        let session = try Small.session("dense:20,tanh,dense:3")
        session.step(.iteration)
        for neuron in 0..<20 {
            let selection = Selection(column: 1, neuron: neuron, input: nil)
            let units = try #require(session.ask(NetworkProbe(rows: rows, edges: 5, selection: selection))).columns[1]
            #expect(units.count == min(rows, 20))
            #expect(units.contains { $0.index == neuron })
            #expect(units.map(\.index) == units.map(\.index).sorted())
        }
    }

    @Test(arguments: [
        ("rnn:4,flatten,dense:3", [3, 4]), ("dense:4,tanh,flatten,dense:3", [3, 4]),
        ("conv:2x3,relu,flatten,dense:3", [1, 5, 5]), ("flatten,identity,dense:4,relu,dense:3", [1, 4, 4]),
        ("selfAttention:1,flatten,dense:3", [3, 4]), ("batchNorm,dense:3,dropout:0.5,dense:3", [6]),
        ("residual(layers:[dense:6,relu]),dense:3", [6]), ("relu,dense:3,softmax", [4]),
    ]) func everyKindOfNetworkCanBeLookedAtFromEveryState(_ network: String, _ shape: [Int]) throws {
        let data = Small.blobs(features: shape.reduce(1, *), shape: shape)
        let loss = network.hasSuffix("softmax") ? "mse" : "softmaxCrossEntropy"
        let session = try Small.session(network, data: data, loss: loss)
        for _ in 0..<session.machine.stateCount + 2 {
            session.askEverything()
            session.askEverything(.batch(0))
            session.step(.layer)
        }
        #expect(session.completedIterations == 1)
    }
}
