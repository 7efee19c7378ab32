import Inspection
import Testing
import Training

@Suite struct ExplainProbeTests {
    private func readings(_ session: Session, _ sample: SampleChoice, terms: Int) -> [ExplainProbe.Reading] {
        session.columns.dropFirst().flatMap { column in
            (0..<column.units).flatMap { neuron in
                (0..<session.columns[column.index - 1].units).compactMap { input in
                    session.ask(
                        ExplainProbe(
                            selection: Selection(column: column.index, neuron: neuron, input: input, sample: sample), terms: terms
                        ))
                }
            }
        }
    }

    private func samples(_ session: Session) -> [SampleChoice] { [.pinned] + (0..<session.status.batchCount).map { .batch($0) } }

    @Test(arguments: HandCase.all, [0, 1, 3, 100]) func theTermsTheRestAndTheBiasAreTheSum(_ test: HandCase, _ terms: Int) throws
    {
        let session = try test.session()
        session.run(to: 4)
        session.step(.iteration)
        for sample in samples(session) {
            for reading in readings(session, sample, terms: terms) {
                for (sum, total) in [(reading.sum, reading.z - (reading.bias ?? 0)), (reading.errorSum, reading.error)] {
                    guard let sum else { continue }
                    #expect(sum.terms.count == min(terms, sum.terms.count + sum.restCount))
                    #expect(agree(sum.terms.reduce(sum.rest) { $0 + $1.product }, sum.total, 1e-9))
                    #expect(agree(sum.total, total, 1e-3))
                    let sizes = sum.terms.map(\.product.magnitude)
                    #expect(sizes == sizes.sorted(by: >), "the largest first")
                    #expect(Set(sum.terms.map(\.index)).count == sum.terms.count)
                }
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
        for (without, with) in zip(readings(plain, .pinned, terms: 1), readings(penalized, .pinned, terms: 1)) {
            #expect(without.penaltyGradient == nil && without.weight == with.weight)
            #expect(agree(try #require(with.penaltyGradient), with.gradient - without.gradient, 1e-3, near: 1e-7))
        }
    }

    @Test(arguments: HandCase.all) func theChainRuleHoldsInEveryNumber(_ test: HandCase) throws {
        let session = try test.session()
        session.run(to: 4)
        session.step(.iteration)
        let hand = try test.byHand(session)
        for (sample, pass) in zip(samples(session), [hand.pinned] + hand.batch) {
            for reading in readings(session, sample, terms: 4) {
                let function = test.functions[reading.column - 1]
                #expect(agree(reading.z, pass.z[reading.column][reading.neuron]))
                #expect(agree(reading.a, pass.a[reading.column][reading.neuron]))
                #expect(agree(reading.error, pass.error[reading.column][reading.neuron], 1e-3))
                #expect(
                    agree(reading.delta, reading.error * function.derivative(reading.z), 1e-3, near: 1e-5), "δ = ∂L/∂a · f′(z)")
                if reading.error.magnitude > 1e-3, let derivative = reading.derivative {
                    #expect(agree(derivative, function.derivative(reading.z), 1e-2, near: 1e-3))
                }
                #expect(agree(reading.source, pass.a[reading.column - 1][reading.input]))
                #expect(reading.sampleGradient == reading.delta * reading.source)
                let isLast = reading.column == session.columns.count - 1
                #expect((reading.errorSum == nil) == isLast)
                #expect((reading.actual == nil) == !isLast)
            }
        }
    }

    @Test(arguments: HandCase.all) func theBatchGradientIsTheMeanOfItsSamplesGradients(_ test: HandCase) throws {
        let session = try test.session()
        session.run(to: 4)
        session.step(.pass, count: 3)
        let all = (0..<session.status.batchCount).map { readings(session, .batch($0), terms: 1) }
        for index in all[0].indices {
            let mean = all.reduce(0) { $0 + $1[index].sampleGradient } / Double(all.count)
            #expect(agree(all[0][index].gradient, mean, 1e-3))
            #expect(all[0][index].change == nil, "not yet updated")
            #expect(all[0][index].updated == nil)
        }
    }

    @Test(arguments: [
        ("dense:3", "softmaxCrossEntropy"), ("dense:3,relu", "softmaxCrossEntropy"), ("dense:3", "binaryCrossEntropyWithLogits"),
        ("dense:3", "mse"), ("dense:3,sigmoid", "mse"), ("dense:3,tanh", "binaryCrossEntropyWithLogits(reduction:sum)"),
    ]) func anErrorIsCalledDirectOnlyWhereItIsActualMinusDesired(_ network: String, _ loss: String) throws {
        let session = try Small.session(network, loss: loss)
        session.step(.iteration, count: 3)
        for reading in readings(session, .pinned, terms: 1) {
            let difference = try #require(reading.actual) - (try #require(reading.desired))
            if reading.isDirectError { #expect(agree(reading.delta, difference)) }
        }
        let isUsual = network == "dense:3" && loss == "softmaxCrossEntropy"
        #expect(readings(session, .pinned, terms: 1).allSatisfy { $0.isDirectError == isUsual })
    }

    @Test(arguments: ["sgd(momentum:0.9)", "adam", "sgd(weightDecay:0.1)"]) func onlyPlainDescentIsCalledSo(_ optimizer: String)
        throws
    {
        let session = try Small.session(optimizer: optimizer)
        session.step(.iteration, count: 3)
        let reading = try #require(session.ask(ExplainProbe(selection: Selection(column: 1, neuron: 0, input: 0), terms: 1)))
        #expect(!reading.isPlainDescent)
        #expect(!agree(try #require(reading.change), -reading.learningRate * reading.gradient, 1e-3, near: 0))
    }

    @Test func withoutAnInputTheWeightThatCarriesMostIsExplained() throws {
        let session = try Small.session()
        session.step(.iteration)
        let selection = Selection(column: 1, neuron: 2, input: nil)
        let reading = try #require(session.ask(ExplainProbe(selection: selection, terms: 5)))
        #expect(reading.input == reading.sum.terms[0].index)
        #expect(reading.input == session.ask(RankingProbe(selection: selection))?.first)
    }

    @Test func whatIsNotThereHasNoExplanation() throws {
        let session = try Small.session()
        session.step(.layer)
        for selection in [
            Selection(column: 0, neuron: 0, input: nil), Selection(column: 9, neuron: 0, input: nil),
            Selection(column: 1, neuron: 99, input: nil), Selection(column: 1, neuron: 0, input: nil, sample: .batch(99)),
        ] { #expect(session.ask(ExplainProbe(selection: selection, terms: 3)) == nil) }
    }
}
