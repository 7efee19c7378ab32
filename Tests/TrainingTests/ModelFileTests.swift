import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// Sessions that begin with a saved model, and statistics of every step.
struct ModelFileTests {
    private let network = "conv:2x3,batchNorm,relu,flatten,dense:3"

    @Test func aSavedModelGoesOnWhereItWas() throws {
        let trained = try SmallSets.trainer(network)
        trained.run(to: 20)
        let model = try ModelFile(parsing: trained.modelFile(), source: "test.safetensors")
        let loaded = try Session(SmallSets.scenario(network), data: SmallSets.pictures, seed: 99, model: model, history: 1 << 20)
        #expect(loaded.parametersDigest() == trained.parametersDigest())
        #expect(loaded.evaluateHeldOut().loss == trained.evaluateHeldOut().loss)

        let driver = SessionDriver(loaded)
        try driver.perform(.step(.iteration, count: 3, .forward))
        #expect(driver.session.parametersDigest() != trained.parametersDigest())
        try driver.perform(.restart(newSeed: true))
        #expect(driver.session.parametersDigest() == trained.parametersDigest())
    }

    @Test(arguments: ["dense:3", "conv:3x3,batchNorm,relu,flatten,dense:3"])
    func aModelOfAnotherNetworkIsRefusedInOneLine(other: String) throws {
        let model = try ModelFile(parsing: SmallSets.trainer(network).modelFile(), source: "test.safetensors")
        let error = try #require(throws: InputError.self) {
            _ = try Trainer(SmallSets.scenario(other), data: SmallSets.pictures, model: model)
        }
        #expect(error.subject.hasPrefix("test.safetensors"))
        #expect(!error.description.contains("\n"))
    }

    /// ‖Δθ‖/‖θ‖ is of the weights as they are after the update, however little of a small step their rounding leaves.
    @Test(arguments: ["sgd", "sgd(weightDecay:0.1)", "sgd(momentum:0.9)", "adam"], [0.1, 1e-6, 1e-8])
    func theUpdatesRatioIsMeasured(optimizer: String, rate: Double) throws {
        let trainer = try SmallSets.trainer("dense:70,tanh,dense:3") {
            $0.optimizer = "\(optimizer)"
            $0.learningRate = rate
        }
        trainer.startStatistics()
        for _ in 0..<3 {
            let before = trainer.network.parameters.array.map(Double.init)
            trainer.finishIteration()
            let after = trainer.network.parameters.array.map(Double.init)
            let ratios = try #require(trainer.statistics).updateRatios
            for (index, layer) in trainer.trainable.enumerated() {
                let range = trainer.network.parameterRange(ofLayer: layer)
                func norm(_ value: (Int) -> Double) -> Double { range.reduce(0) { $0 + value($1) * value($1) }.squareRoot() }
                #expect(agree(ratios[index], norm { after[$0] - before[$0] } / norm { before[$0] }, 1e-4, near: 1e-18))
            }
        }
    }

    @Test(arguments: ["sgd", "sgd(momentum:0.9)", "adam"], [nil, "norm:0.01"])
    func statisticsOfAStepAreThoseOfItsNumbersAndChangeNothing(optimizer: String, clip: String?) throws {
        let scenario = SmallSets.scenario("dense:70,tanh,dense:3") {
            $0.optimizer = "\(optimizer)"
            $0.clip = clip.map { "\($0)" }
        }
        let measured = try Trainer(scenario, data: SmallSets.pictures)
        measured.startStatistics()
        let watched = try Session(scenario, data: SmallSets.pictures, history: 1 << 20)
        for _ in 0..<5 {
            measured.finishIteration()
            watched.step(.iteration)
        }
        #expect(measured.parametersDigest() == watched.parametersDigest())
        let statistics = try #require(measured.statistics)
        let layers = try #require(GradientsProbe(historyColumns: 0).read(watched)?.layers)
        for (index, layer) in layers.enumerated() {
            let norm = try #require(layer.norm)
            let ratio = try #require(layer.updateRatio)
            #expect(abs(statistics.gradientNorms[index] - norm) < 1e-4 * norm)
            #expect(abs(statistics.weightNorms[index] - layer.parameterNorm) < 1e-4 * layer.parameterNorm)
            #expect(abs(statistics.updateRatios[index] - ratio) < 1e-3 * ratio)
        }
        // tanh: between 0 and 1.
        #expect(statistics.meanActivations[1] > 0 && statistics.meanActivations[1] < 1)
    }
}
