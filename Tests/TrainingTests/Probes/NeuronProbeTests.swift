import Inspection
import NeuralNetwork
import Testing
import Training

/// One neuron, closely: its weights, what each input brings it, and its answers.
struct NeuronProbeTests {
    @Test func whatItSaysOfANeuronIsWorkedOutAgain() throws {
        let session = try Small.session("dense:6,tanh,dense:3")
        session.run(to: 12)
        session.step(.layer, count: 3)
        let reading = try #require(session.ask(NeuronProbe(selection: Selection(column: 1, neuron: 4, input: nil))))
        let weights = try #require(session.network.layout.entries.first { $0.name == "0.weight" })
        #expect(reading.weights == weights.range.dropFirst(4 * 5).prefix(5).map { session.network.parameters[$0] })
        let bias = try #require(session.network.layout.entries.first { $0.name == "0.bias" }?.range.dropFirst(4).first)
        let sample = session.data.heldOut.sample(session.pinned.index)
        #expect(agree(reading.contributions, zip(reading.weights, sample).map { Double($0 * $1) }))
        let sum = reading.contributions.reduce(session.network.parameters[bias], +)
        #expect(agree(Double(reading.z), Double(sum), 1e-5))
        #expect(reading.activations.count == session.data.heldOut.count)
        #expect(agree(Double(reading.activations[session.pinned.index]), Double(reading.a), 1e-6))
        for (label, mean) in reading.classMeans.enumerated() {
            let own = reading.activations.indices.filter { session.data.heldOut.label(of: $0) == label }.map {
                reading.activations[$0]
            }
            #expect(agree(mean, Double(own.reduce(0, +)) / Double(own.count), 1e-5))
        }
        #expect(reading.classMeans.count == 3)
    }
}
