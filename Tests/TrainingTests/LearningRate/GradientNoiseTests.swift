import Basics
import Datasets
import Inspection
import NeuralNetwork
import Testing

@testable import Training

@Suite("Gradient noise")
struct GradientNoiseTests {
    /// The same by definition, in Double: the gradient of each sample, their mean, and the variance about it.
    private static func direct(_ trainer: Trainer) throws -> (signal: Double, noise: Double) {
        let network = try Network<Double>(trainer.network.spec, seed: 1)
        for index in 0..<network.parameters.count { network.parameters[index] = Double(trainer.network.parameters[index]) }
        let loss = Loss<Double>(trainer.loss.spec, output: network.spec.output)
        let pass = network.makeWorkspace(capacity: 1)
        let gradients = try (0..<trainer.data.train.count).map { sample in
            pass.count = 1
            trainer.data.train.fill(pass, loss.spec, [sample])
            pass.discardGradients()
            network.forward(in: pass, mode: .train)
            _ = loss.value(in: pass)
            loss.backward(in: pass)
            network.backward(in: pass)
            let store = try #require(pass.gradients)
            trainer.penalty.addGradient(network, to: store)
            return store.array
        }
        let n = Double(gradients.count)
        let mean = gradients[0].indices.map { place in gradients.reduce(0) { $0 + $1[place] } / n }
        let noise = gradients.reduce(0.0) { sum, gradient in
            sum + zip(gradient, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        return (mean.reduce(0) { $0 + $1 * $1 } - noise / (n - 1) / n, noise / (n - 1))
    }

    @Test(
        "The scale is that of the gradients of single samples",
        arguments: ["dense:6,tanh,dense:3", "dense:8,relu,dense:4,sigmoid,dense:3"], [0.0, 0.01])
    func theScaleIsThatOfSingleSamples(_ network: String, _ l2: Double) throws {
        let trainer = try Trainer(Small.scenario(network, l2: l2, batch: 4), data: Small.blobs(train: 60))
        for iterations in [0, 20] {
            trainer.run(to: iterations)
            let digest = trainer.parametersDigest()
            let measured = try #require(trainer.measureNoise())
            let (signal, noise) = try Self.direct(trainer)
            #expect(measured.samples == 60)
            #expect(measured.batch == 4)
            #expect(abs(measured.noise - noise) < 1e-5 * noise, "\(measured.noise), \(noise)")
            #expect(abs(measured.signal - signal) < 1e-4 * abs(signal), "\(measured.signal), \(signal)")
            #expect(trainer.parametersDigest() == digest)
        }
    }

    @Test("Groups of any size tell the same on average: the estimate has no bias", arguments: [1, 4])
    func theEstimateHasNoBias(_ groupSize: Int) throws {
        var source = RandomSource(seed: 3, 1)
        let (center, deviations) = ([0.3, -0.2, 0.1, 0], [1.0, 0.5, 2, 0.1])
        let noise = deviations.reduce(0) { $0 + $1 * $1 }
        let signal = center.reduce(0) { $0 + $1 * $1 }
        var (signals, noises) = (0.0, 0.0)
        let repetitions = 4000
        for _ in 0..<repetitions {
            var sums = GroupedGradients(groupSize: groupSize, parameters: 4)
            for _ in 0..<10 {
                let group: [Float] = center.indices.map { place in
                    let draws = (0..<groupSize).map { _ in center[place] + deviations[place] * source.normal() }
                    return Float(draws.reduce(0, +) / Double(groupSize))
                }
                group.withUnsafeBufferPointer { sums.add($0) }
            }
            let estimate = try #require(sums.estimate)
            (signals, noises) = (signals + estimate.signal, noises + estimate.noise)
        }
        #expect(abs(noises / Double(repetitions) - noise) < 0.03 * noise)
        #expect(abs(signals / Double(repetitions) - signal) < 0.1 * signal)
    }

    @Test("Where a layer looks at the whole batch, batches are compared, and running statistics stay")
    func batchesAreComparedWhereALayerLooksAtThem() throws {
        let trainer = try Trainer(
            Small.scenario("dense:6,batchnorm,tanh,dense:3", batch: 6), data: Small.blobs(train: 60))
        trainer.run(to: 5)
        let running = trainer.network.buffers.array
        let measured = try #require(trainer.measureNoise())
        #expect(measured.samples % 6 == 0 && measured.samples >= 24)
        #expect(measured.noise > 0)
        #expect(trainer.network.buffers.array == running)
    }

    @Test("A batch far below the scale is told to grow, one far above that it need not")
    func theSentenceFollowsTheScale() {
        func sentence(_ signal: Double, batch: Int) -> String {
            GradientNoise(samples: 1000, signal: signal, noise: 1, batch: batch, iteration: 0).sentence.text { "\($0)" }
        }
        #expect(sentence(0.01, batch: 10).hasPrefix("a larger batch would help: noise scale 100.0 samples, batch 10"))
        #expect(sentence(0.01, batch: 80).hasPrefix("a larger batch would help a little"))
        #expect(sentence(0.5, batch: 80).hasPrefix("a larger batch would hardly help"))
        // Nothing but noise is seen: the scale is above what has been looked at.
        #expect(sentence(-0.001, batch: 32).contains("above 1000 samples"))
        let noise = GradientNoise(samples: 1000, signal: 0.01, noise: 1, batch: 100, iteration: 0)
        // At the scale itself twice the batch takes (1 + 1/2)/(1 + 1) of the steps.
        #expect(noise.steps(ofBatch: 200) == 0.75)
        #expect(noise.samples(ofBatch: 200) == 1.5)
    }
}
