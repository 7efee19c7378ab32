import Inspection
import Testing
import Training

@Suite("Slope of the loss over a weight")
struct SlopeTests {
    @Test(
        "The slope found by nudging is ∂L/∂w of the backward pass, and nothing is left of the nudging",
        arguments: [
            "network: dense:6,tanh,dense:2; learningRate: 0.5", "network: dense:6,tanh,dense:1,sigmoid; loss: bce; l2: 0.01",
            "network: dense:6,tanh,dense:1; loss: mse; optimizer: adam", "network: dense:4,batchnorm,tanh,dense:2",
        ])
    func theQuotientIsTheGradient(_ settings: String) throws {
        let one = DiagnosisCase(nil, .moons, settings)
        let session = try Session(one.scenario, data: one.data.pair, history: 16 << 20)
        for _ in 0..<5 { session.finishIteration(observed: false) }
        let digest = session.parametersDigest()
        let probe = SlopeProbe(selection: Selection(column: 1, neuron: 1, input: 0), points: 21)
        var weights: Set<Double> = []
        for done in 1...session.machine.stateCount {
            session.move(to: Position(iteration: 5, done: done))
            let reading = try #require(probe.read(session))
            weights.insert(reading.weight)
            #expect(reading.weights.count == 21)
            let areFinite = reading.losses.allSatisfy { $0.isFinite }
            #expect(areFinite)
            if let gradient = reading.gradient {
                #expect(abs(reading.quotient - gradient) < 2e-3 * max(0.05, abs(gradient)), "\(reading.quotient), \(gradient)")
            }
            #expect((reading.updated != nil) == session.machine.hasDone(.update(0), at: session.position))
        }
        #expect(weights.count == 1)
        session.move(to: session.machine.end(ofIteration: 4))
        #expect(session.parametersDigest() == digest)
    }
}
