import Inspection
import Testing
import Training

/// Every number that probes read, beside the same number worked out by hand in Double.
@Suite struct ArithmeticTests {
    /// The end of an iteration in the middle of training.
    private func trained(_ test: HandCase) throws -> Session {
        let session = try test.session()
        session.run(to: 7)
        session.step(.iteration)
        return session
    }

    private func passes(_ test: HandCase, _ session: Session) throws -> [(SampleChoice, HandNetwork.Pass)] {
        let (_, pinned, batch) = try test.byHand(session)
        return [(.pinned, pinned)] + batch.enumerated().map { (.batch($0.offset), $0.element) }
    }

    @Test(arguments: HandCase.all) func activationsAndErrorsOfEveryNeuronAreThoseWorkedOutByHand(_ test: HandCase) throws {
        let session = try trained(test)
        for (sample, pass) in try passes(test, session) {
            let reading = try #require(
                session.ask(
                    NetworkProbe(rows: 100, edges: 1000, selection: Selection(column: 1, neuron: 0, input: nil, sample: sample))))
            for column in session.columns.indices {
                #expect(reading.columns[column].map(\.index) == Array(0..<session.columns[column].units))
                #expect(agree(reading.columns[column].map(\.activation), pass.a[column]))
                if column > 0 || sample == .pinned {
                    #expect(agree(reading.columns[column].map(\.delta), pass.delta[column], 1e-3), "\(sample) column \(column)")
                }
                #expect(reading.columns[column].allSatisfy { $0.activation.magnitude <= $0.activationScale })
                #expect(reading.columns[column].allSatisfy { $0.delta.magnitude <= $0.deltaScale * 1.0001 })
            }
        }
    }

    @Test(arguments: HandCase.all) func whatPassesThroughEveryConnectionIsWeightTimesSignal(_ test: HandCase) throws {
        let session = try trained(test)
        let (network, _, _) = try test.byHand(session)
        let after = HandNetwork(session, functions: test.functions, loss: network.loss)
        for (sample, pass) in try passes(test, session) {
            let selection = Selection(column: 1, neuron: 0, input: nil, sample: sample)
            let reading = try #require(session.ask(NetworkProbe(rows: 100, edges: 1000, selection: selection)))
            for (layer, connections) in reading.connections.enumerated() {
                #expect(connections.count == network.layers[layer].weight.count * network.layers[layer].weight[0].count)
                for connection in connections {
                    let weight = network.layers[layer].weight[connection.to][connection.from]
                    #expect(agree(Double(connection.forward), weight * pass.a[layer][connection.from]))
                    #expect(agree(Double(connection.backward), weight * pass.delta[layer + 1][connection.to], 1e-3))
                    let change = after.layers[layer].weight[connection.to][connection.from] - weight
                    #expect(agree(Double(connection.change), change, 1e-6, near: 1e-9))
                }
            }
        }
    }

    @Test(arguments: HandCase.all) func answersTargetsAndLossesAreThoseWorkedOutByHand(_ test: HandCase) throws {
        let session = try trained(test)
        let all = try passes(test, session)
        for (sample, pass) in all {
            let reading = try #require(session.ask(PredictionProbe(sample: sample)))
            #expect(agree(reading.actual, pass.answer))
            #expect(agree(reading.desired, pass.target))
            #expect(agree(reading.loss, pass.loss))
            #expect(reading.areProbabilities == !test.isRegression)
            #expect(reading.answer == pass.answer.indices.max { pass.answer[$0] < pass.answer[$1] })
        }
        let losses = all.dropFirst().map(\.1.loss)
        #expect(agree(try #require(session.status.batchLoss), losses.reduce(0, +) / Double(losses.count)))
    }

    @Test(arguments: HandCase.all) func gradientNormsAndUpdateRatiosAreThoseWorkedOutByHand(_ test: HandCase) throws {
        let session = try trained(test)
        let (network, _, batch) = try test.byHand(session)
        let reading = try #require(session.ask(GradientsProbe(historyColumns: 0)))
        #expect(reading.layers.count == network.layers.count)
        func rms(_ layer: Int) -> Double {
            let all = batch.flatMap { $0.delta[layer + 1] }
            return (all.reduce(0) { $0 + $1 * $1 } / Double(all.count)).squareRoot()
        }
        for (index, layer) in reading.layers.enumerated() {
            let norm = network.gradientNorm(batch, layer: index)
            #expect(agree(try #require(layer.norm), norm, 1e-3))
            let parameters = network.layers[index].weight.joined() + network.layers[index].bias
            let size = parameters.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(agree(layer.parameterNorm, size))
            #expect(
                agree(try #require(layer.updateRatio), session.learningRate * norm / size, 1e-2), "plain descent: Δθ = −η·∂L/∂θ")
            // The probe measures where the layer's own output is, before its activation function: ∂L/∂z.
            #expect(agree(try #require(layer.relativeError), rms(index) / rms(network.layers.count - 1), 1e-3))
        }
    }

    @Test(arguments: HandCase.all) func aPlainDescentMovesEveryWeightAgainstItsGradient(_ test: HandCase) throws {
        let session = try trained(test)
        let (network, _, batch) = try test.byHand(session)
        for (layer, dense) in network.layers.enumerated() {
            for output in dense.bias.indices {
                for input in dense.weight[0].indices {
                    let reading = try #require(session.explained(layer + 1, output, input))
                    #expect(reading.update.first?.formula == "−η·∂L/∂w")
                    #expect(agree(reading.weight, dense.weight[output][input], 0, near: 0), "the weight before the update")
                    #expect(agree(reading.gradient, network.gradient(batch, layer: layer, output: output, input: input), 1e-3))
                    #expect(agree(try #require(reading.change), -session.learningRate * reading.gradient, 1e-3, near: 1e-7))
                    #expect(agree(try #require(reading.updated), reading.weight + (reading.change ?? 0), 1e-6))
                }
            }
        }
    }
}
