import NeuralNetwork
import Testing
import Training

@Suite("What scenarios show of gradients")
struct GradientClaimsTests {
    @Test func sigmoidsLetTheErrorVanishAndNothingIsLearned() throws {
        let trial = try Trial("vanishing-sigmoid")
        trial.train(1)
        let layers = try trial.gradients().layers
        #expect(layers.first?.verdict == .vanishing)
        #expect(layers.last?.verdict == .healthy)
        trial.train(199)
        #expect(trial.heldOut.loss > 2.2)
    }

    /// Cures of it: every layer's gradient is healthy, and the loss falls.
    @Test(arguments: [("batch-norm-cure", 2.0), ("deep", 1.9), ("residual", 1.5)])
    func curesLetTheErrorArrive(_ name: String, _ loss: Double) throws {
        let trial = try Trial(name)
        trial.train(1)
        #expect(try trial.gradients().overall == .healthy)
        trial.train(199)
        #expect(trial.heldOut.loss < loss, "\(trial.heldOut)")
    }

    @Test func withoutItsShortcutsTheResidualNetworkVanishes() throws {
        let trial = try Trial("residual") {
            $0.network = $0.network.replacingOccurrences("residual[dense:32,tanh]", with: "dense:32,tanh")
        }
        trial.train(200)
        #expect(try trial.gradients().overall == .vanishing)
        #expect(trial.heldOut.loss > 2.2)
    }

    @Test func weightsTooLargeExplode() throws {
        let trial = try Trial("exploding")
        let losses = trial.train(1)
        #expect(try trial.gradients().overall == .exploding)
        #expect(losses[0] > 50, "\(losses[0])")
    }

    @Test func clippingKeepsTheStepsShortAndTheNetworkLearning() throws {
        let clipped = try Trial("clipping-cure")
        var largest = 0.0
        for _ in 0..<200 {
            clipped.train(1)
            let layers = try clipped.gradients().layers
            let squares = layers.map { layer -> Double in
                let change = (layer.updateRatio ?? .nan) * layer.parameterNorm
                return change * change
            }
            #expect(squares.reduce(0, +).squareRoot() <= 0.1 * 1.001)
            largest = max(largest, layers.compactMap(\.norm).max() ?? 0)
        }
        #expect(largest > 3, "nothing to clip: \(largest)")
        #expect(clipped.heldOut.accuracy > 0.95, "\(clipped.heldOut)")
        let free = try Trial("clipping-cure") { $0.clip = nil }
        free.train(200)
        #expect(!(free.heldOut.accuracy > 0.5), "\(free.heldOut)")
    }

    @Test func reLUsThatBeginBelowZeroNeverFire() throws {
        let trial = try Trial("dead-relu")
        trial.train(50)
        #expect(try trial.gradients().layers.first?.verdict == .dead)
        #expect(trial.heldOut.loss > 2.2)
    }

    @Test func neuronsThatBeginAlikeStayAlike() throws {
        let trial = try Trial("bad-init")
        trial.train(100)
        let network = trial.session.network
        let range = network.parameterRange(ofLayer: 0)
        let inputs = network.layers[0].inputShape.count
        let first = (0..<inputs).map { network.parameters[range.lowerBound + $0] }
        for neuron in 1..<32 {
            let other = (0..<inputs).map { network.parameters[range.lowerBound + neuron * inputs + $0] }
            let difference = zip(first, other).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(difference < 1e-4, "neuron \(neuron): \(difference)")
        }
        #expect(trial.heldOut.accuracy < 0.5)
        let drawn = try Trial("bad-init") { $0.initializer = "he" }
        drawn.train(100)
        #expect(drawn.heldOut.accuracy > trial.heldOut.accuracy + 0.2, "\(drawn.heldOut) \(trial.heldOut)")
    }
}

extension String {
    /// The text with each occurrence of a part replaced.
    fileprivate func replacingOccurrences(_ part: String, with other: String) -> String {
        var result = self
        while let range = result.firstRange(of: part) { result.replaceSubrange(range, with: other) }
        return result
    }
}
