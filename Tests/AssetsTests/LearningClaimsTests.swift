import NeuralNetwork
import Testing
import Training

@Suite("What scenarios show of learning")
struct LearningClaimsTests {
    /// Trained so long, so many held-out samples are read right.
    @Test(arguments: [
        ("perceptron", 200, 0.97), ("xor", 1000, 1), ("one-hidden-layer", 780, 0.97), ("moons", 300, 0.97),
        ("spirals", 1300, 0.97),
        ("rnn-echo", 100, 0.99), ("attention", 100, 0.99),
    ])
    func learnsItsTask(_ name: String, _ iterations: Int, _ accuracy: Double) throws {
        let trial = try Trial(name)
        trial.train(iterations)
        #expect(trial.heldOut.accuracy >= accuracy, "\(trial.heldOut)")
    }

    @Test func oneNeuronCannotLearnExclusiveOr() throws {
        let trial = try Trial("perceptron") { $0.data = "xor-noisy" }
        trial.train(500)
        #expect(trial.heldOut.accuracy < 0.8)
    }

    @Test func withoutItsHiddenLayerTheMoonsOverlap() throws {
        let trial = try Trial("one-hidden-layer") { $0.network = "dense:2" }
        trial.train(780)
        #expect(trial.heldOut.accuracy < 0.95, "\(trial.heldOut)")
    }

    @Test func theBeliefInThePinnedFiveRises() throws {
        let trial = try Trial("digit-5")
        func belief() -> Double { PredictionProbe(sample: .pinned).read(trial.session)?.actual[5] ?? .nan }
        #expect(belief() < 0.3)
        trial.train(250)
        #expect(belief() > 0.5)
    }

    @Test func stepsTooLongLearnNothing() throws {
        let trial = try Trial("too-large-learning-rate")
        trial.train(100)
        #expect(!(trial.heldOut.loss < 2), "\(trial.heldOut)")
        let shorter = try Trial("too-large-learning-rate") { $0.learningRate = 0.1 }
        shorter.train(100)
        #expect(shorter.heldOut.loss < 1.5, "\(shorter.heldOut)")
    }

    @Test func momentumRunsAlongTheValley() throws {
        let trial = try Trial("momentum-valley")
        trial.train(100)
        let plain = try Trial("momentum-valley") { $0.optimizer = "sgd" }
        plain.train(100)
        #expect(trial.train.loss * 100 < plain.train.loss, "\(trial.train) \(plain.train)")
        // Ten times as long, it gets about as far.
        plain.train(900)
        #expect(plain.train.loss < 2 * trial.train.loss + 0.001, "\(trial.train) \(plain.train)")
    }

    @Test func singleSamplesAreQuickAndJagged() throws {
        let single = try Trial("sgd-vs-batch")
        let whole = try Trial("sgd-vs-batch") { $0.batch = 400 }
        let (jagged, smooth) = (single.train(4000), whole.train(10))
        #expect(single.heldOut.loss * 4 < whole.heldOut.loss, "\(single.heldOut) \(whole.heldOut)")
        #expect(zip(smooth, smooth.dropFirst()).allSatisfy { $0 > $1 })
        let rises = zip(jagged, jagged.dropFirst()).count { $0 < $1 }
        #expect(rises > 1000)
    }

    @Test func adamIsAheadOfPlainDescentAtFirst() throws {
        let adam = try Trial("adam")
        let plain = try Trial("adam") { $0.optimizer = "sgd" }
        #expect(adam.train(150).suffix(100).reduce(0, +) < plain.train(150).suffix(100).reduce(0, +))
    }

    @Test func whatIsKnownByHeartDoesNotHelpAndIsCured() throws {
        let trial = try Trial("overfitting")
        var losses: [Double] = []
        for _ in 0..<12 {
            trial.train(50)
            losses.append(trial.heldOut.loss)
        }
        #expect(trial.train.loss < 0.01)
        let best = losses.min() ?? .nan
        #expect(losses[11] > 1.15 * best, "\(losses)")
        for cure in ["l1-l2", "dropout"] {
            let cured = try Trial(cure)
            cured.train(600)
            #expect(cured.heldOut.loss < 0.9 * losses[11], "\(cure) \(cured.heldOut) \(losses)")
        }
    }

    @Test func convolutionsReadDigitsBetter() throws {
        let convolutions = try Trial("lenet")
        let plain = try Trial("lenet") { $0.network = "dense:128,relu,dense:10" }
        convolutions.train(150)
        plain.train(150)
        #expect(convolutions.heldOut.accuracy > plain.heldOut.accuracy + 0.03, "\(convolutions.heldOut) \(plain.heldOut)")
    }

    @Test func theLSTMWaitsAtChanceAndThenRemembers() throws {
        let trial = try Trial("lstm-echo")
        let early = trial.train(150)
        #expect(early.suffix(50).reduce(0, +) / 50 > 1.2)
        trial.train(300)
        #expect(trial.heldOut.accuracy > 0.99, "\(trial.heldOut)")
    }

    @Test func theEmbeddingKnowsWhatItHasRead() throws {
        let trial = try Trial("embedding")
        trial.train(360)
        #expect(trial.train.accuracy > 0.85, "\(trial.train)")
        // A third of what it has not read; the most frequent letter alone would be a sixth.
        #expect((0.25...0.65).contains(trial.heldOut.accuracy), "\(trial.heldOut)")
    }

    @Test func attentionLooksAtTheCapital() throws {
        let trial = try Trial("attention")
        trial.train(228)
        let set = trial.session.data.heldOut
        let workspace = trial.session.network.makeWorkspace(capacity: 1, parameterGradients: false, inputGradient: false)
        var onCapital = 0.0
        for sample in 0..<100 {
            workspace.count = 1
            set.fillFeatures(of: CollectionOfOne(sample), into: workspace.input)
            trial.session.network.forward(in: workspace, mode: .eval)
            let weights = try #require(workspace.scratch(path: "1", "attentionWeights"))
            let place = try #require(set.sample(sample).firstIndex { $0 >= 6 })
            // Rows are queries, columns what they look at.
            for query in 0..<8 { onCapital += Double(weights.pointer[query * 8 + place]) / 8 }
        }
        // Evenly, it would be an eighth.
        #expect(onCapital / 100 > 0.6, "\(onCapital / 100)")
    }
}
