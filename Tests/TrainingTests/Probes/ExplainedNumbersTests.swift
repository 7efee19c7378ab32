import Inspection
import NeuralNetwork
import Testing
import Training

/// The numbers of an explanation are those of the network, and each follows from the others.
@Suite struct ExplainedNumbersTests {
    /// A neuron's explanation by its place.
    private struct Place {
        var column: Int
        var neuron: Int
        var input: Int
        var explained: Explained
    }

    private func places(_ session: Session, _ sample: SampleChoice) -> [Place] {
        session.columns.dropFirst().flatMap { column in
            (0..<column.units).flatMap { neuron in
                (0..<session.columns[column.index - 1].units).compactMap { input in
                    session.explained(column.index, neuron, input, sample).map {
                        Place(column: column.index, neuron: neuron, input: input, explained: $0)
                    }
                }
            }
        }
    }

    private func samples(_ session: Session) -> [SampleChoice] { [.pinned] + (0..<session.status.batchCount).map { .batch($0) } }

    @Test(arguments: HandCase.all) func theTermsAndTheBiasAreTheSum(_ test: HandCase) throws {
        let session = try test.session()
        session.run(to: 4)
        session.step(.iteration)
        for sample in samples(session) {
            for place in places(session, sample) {
                #expect(agree(try #require(place.explained.weightedSum).total, place.explained.z, 1e-3))
                if let sum = place.explained.errorSum { #expect(agree(sum.total, place.explained.error, 1e-3)) }
            }
        }
    }

    @Test(arguments: [(0, 0.05), (0.02, 0), (0.01, 0.03)] as [(Double, Double)])
    func thePenaltysPartIsWhatItAddsToTheGradient(_ l1: Double, _ l2: Double) throws {
        let plain = try Small.session()
        var scenario = plain.scenario
        (scenario.l1, scenario.l2) = (l1, l2)
        let penalized = try Session(scenario, data: Small.blobs(), history: 1 << 20, checkpointInterval: 1)
        for session in [plain, penalized] { session.step(.layer, count: session.machine.doneBeforeUpdates) }
        for (without, with) in zip(places(plain, .pinned), places(penalized, .pinned)) {
            #expect(without.explained.gradientLines.count == 1 && with.explained.gradientLines.map(\.name).last == "with penalty")
            #expect(without.explained.weight == with.explained.weight)
            #expect(agree(with.explained.gradientLines[0].value, without.explained.gradient, 1e-3, near: 1e-7))
        }
    }

    @Test(arguments: HandCase.all) func theChainRuleHoldsInEveryNumber(_ test: HandCase) throws {
        let session = try test.session()
        session.run(to: 4)
        session.step(.iteration)
        let hand = try test.byHand(session)
        for (sample, pass) in zip(samples(session), [hand.pinned] + hand.batch) {
            for place in places(session, sample) {
                let explained = place.explained
                let function = test.functions[place.column - 1]
                #expect(agree(explained.z, pass.z[place.column][place.neuron]))
                #expect(agree(explained.a, pass.a[place.column][place.neuron]))
                #expect(agree(explained.error, pass.error[place.column][place.neuron], 1e-3))
                #expect(
                    agree(explained.delta, explained.error * function.derivative(explained.z), 1e-3, near: 1e-5),
                    "δ = ∂L/∂a · f′(z), of the sample's own loss")
                if let slope = explained.slope { #expect(agree(slope, function.derivative(explained.z), 1e-2, near: 1e-3)) }
                #expect(agree(explained.source, pass.a[place.column - 1][place.input]))
                #expect(agree(explained.sampleGradient, explained.delta * explained.source))
                #expect((explained.errorSum == nil) == (place.column == session.columns.count - 1))
            }
        }
    }

    @Test(arguments: HandCase.all) func theBatchGradientIsTheMeanOfItsSamplesGradients(_ test: HandCase) throws {
        let session = try test.session()
        session.run(to: 4)
        session.step(.pass, count: 3)
        let all = (0..<session.status.batchCount).map { places(session, .batch($0)).map(\.explained) }
        for index in all[0].indices {
            let mean = all.reduce(0) { $0 + $1[index].sampleGradient } / Double(all.count)
            #expect(agree(all[0][index].gradient, mean, 1e-3))
            #expect(all[0][index].change == nil, "not yet updated")
            #expect(all[0][index].updated == nil)
        }
    }

    /// Wherever errors come from a layer's own memory, too: recurrent layers, attention, layers inside others.
    @Test(
        arguments: [
            ("dense:4,tanh,dense:3", [5]), ("conv2d:2x2,relu,flatten,dense:3", [1, 4, 4]), ("lstm:3,dense:3", [4, 2]),
            ("rnn:3,dense:3", [4, 2]), ("gru:3(returns:sequence),flatten,dense:3", [4, 2]),
            ("dense:4,selfAttention:2,flatten,dense:3", [3, 2]), ("residual[dense:4,relu,dense:4],layerNorm,dense:3", [4]),
            ("dense:4,softmax,dense:3", [4]),
        ] as [(String, [Int])], ["softmaxCrossEntropy", "softmaxCrossEntropy(reduction:sum)", "mse", "mse(reduction:batchMean)"])
    func anErrorIsASamplesOwnAndAGradientTheMeanOfThem(_ network: (String, [Int]), _ loss: String) throws {
        let data = Small.blobs(features: network.1.reduce(1, *), shape: network.1)
        let session = try Small.session(network.0, data: data, loss: loss)
        session.step(.iteration, count: 2)
        let count = session.status.batchCount
        #expect(count > 1)
        let isSum = loss.hasSuffix("sum)")
        for column in session.columns.dropFirst() {
            for input in 0..<6 {
                let all = (0..<count).compactMap { session.explained(column.index, column.units - 1, input, .batch($0)) }
                guard all.count == count else { continue }
                let sum = all.reduce(0) { $0 + $1.sampleGradient }
                let gradient = try #require(all[0].gradientLines.first).value
                #expect(agree(isSum ? sum : sum / Double(count), gradient, 1e-3, near: 1e-6), "\(all[0].parameter.name.long)")
            }
            // What is said of a sample in a batch is what would be said of it alone.
            for neuron in 0..<min(4, column.units) {
                let selection = Selection(column: column.index, neuron: neuron, input: nil, sample: .batch(1))
                let reading = try #require(session.ask(ExplanationProbe(selection: selection)))
                let errors = reading.sections.filter { $0.kind == .backward }.flatMap(\.lines).filter { !$0.isStep }
                let scale = isSum ? 1 : Double(count)
                let layers = session.columns[column.index].layers
                let raw = Double(session.workspace.outputGradient(layers.lowerBound + 1)[1][neuron])
                #expect(agree(try #require(errors.last).value, raw * scale, 1e-5, near: 1e-12))
            }
        }
    }

    @Test(arguments: [
        ("dense:3", "softmaxCrossEntropy"), ("dense:3,relu", "softmaxCrossEntropy"), ("dense:3", "binaryCrossEntropyWithLogits"),
        ("dense:3", "mse"), ("dense:3,sigmoid", "mse"), ("dense:3,tanh", "binaryCrossEntropyWithLogits(reduction:sum)"),
    ]) func anErrorIsCalledDirectOnlyWhereItIsActualMinusDesired(_ network: String, _ loss: String) throws {
        let session = try Small.session(network, loss: loss)
        session.step(.iteration, count: 3)
        let prediction = try #require(session.ask(PredictionProbe(sample: .pinned)))
        for place in places(session, .pinned) where place.column == session.columns.count - 1 {
            let difference = prediction.actual[place.neuron] - prediction.desired[place.neuron]
            if place.explained.deltaFormula == "p − y" { #expect(agree(place.explained.delta, difference)) }
        }
        let isUsual = network == "dense:3" && loss == "softmaxCrossEntropy"
        #expect(places(session, .pinned).contains { $0.explained.deltaFormula == "p − y" } == isUsual)
    }

    @Test(arguments: ["sgd(momentum:0.9)", "adam", "sgd(weightDecay:0.1)"]) func onlyPlainDescentIsCalledSo(_ optimizer: String)
        throws
    {
        let session = try Small.session(optimizer: optimizer)
        session.step(.iteration, count: 3)
        let explained = try #require(session.explained(1, 0, 0))
        #expect(explained.update.last { $0.name == "Δw" }?.formula != "−η·∂L/∂w")
        #expect(!agree(try #require(explained.change), -session.learningRate * explained.gradient, 1e-3, near: 0))
    }

    @Test func withoutAnInputTheWeightThatCarriesMostIsExplained() throws {
        let session = try Small.session()
        session.step(.iteration)
        let selection = Selection(column: 1, neuron: 2, input: nil)
        let explained = try #require(session.explained(1, 2, nil))
        let terms = try #require(explained.weightedSum).terms
        #expect(terms[explained.parameter.place].product.magnitude == terms.map(\.product.magnitude).max())
        #expect(explained.parameter.place == session.ask(RankingProbe(selection: selection))?.first)
    }

    @Test func whatIsNotThereHasNoExplanation() throws {
        let session = try Small.session()
        session.step(.layer)
        for selection in [
            Selection(column: 0, neuron: 0, input: nil), Selection(column: 9, neuron: 0, input: nil),
            Selection(column: 1, neuron: 99, input: nil), Selection(column: 1, neuron: 0, input: nil, sample: .batch(99)),
        ] { #expect(session.ask(ExplanationProbe(selection: selection)) == nil) }
    }
}
