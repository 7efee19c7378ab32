import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// What a scenario file or the command line can say of training, and how a slip is answered.
struct ScenarioTests {
    @Test func everyKeyOfTrainingIsReadFromYAML() throws {
        let scenario = try Scenario(
            yaml: """
                network: conv:6x5,relu,maxpool:2,flatten,dense:10
                optimizer: adam(beta1:0.8)
                initializer: xavier
                schedule: cosine
                clip: norm:1
                l1: 0.001
                l2: 0.01
                penaltyScope: all
                stop: [accuracy:0.97, patience: 5]
                """, source: "test.yaml")
        #expect(scenario.optimizer.number("beta1") == 0.8)
        #expect(scenario.clip?.number("max") == 1)
        let penalty = try scenario.penalty
        #expect((penalty.l1, penalty.l2, penalty.word("scope")) == (0.001, 0.01, "all"))
        #expect(scenario.stop.map(\.text) == ["accuracy:0.97", "patience:5"])
        #expect(scenario.schedule?.fitted(toSteps: 500).text == "cosine:500")
        #expect(scenario.learningRate == 0.001)
    }

    @Test(
        arguments: [
            ("sgd", nil, 0.1), ("sgd(momentum:0.9)", nil, 0.1), ("sgd(learningRate:0.01)", nil, 0.01), ("adam", nil, 0.001),
            ("adadelta", nil, 1),
            ("adam(learningRate:0.02)", nil, 0.02), ("adam(learningRate:0.02)", 0.5, 0.5), ("adam", 0.5, 0.5),
        ] as [(String, Double?, Double)])
    func theRateIsTheGivenOneOrTheOptimizersUsual(optimizer: String, given: Double?, expected: Double) {
        #expect(Scenario(optimizer: "\(optimizer)", learningRate: given).learningRate == expected)
    }

    @Test(arguments: [
        ("network: dens:3", "dense"), ("optimizer: adma", "adam"), ("loss: mes", "mse"), ("schedule: cosin", "cosine"),
        ("clip: nrom:1", "norm"),
        ("initializer: xavir", "xavier"), ("stop: patient:3", "patience"), ("penaltyScope: al", "all"),
        ("optimiser: adam", "optimizer"),
        ("optimizer: adam(beta:0.9)", "beta1"),
    ])
    func aMisspeltNameIsAnsweredWithTheNearest(line: String, nearest: String) throws {
        let error = try #require(throws: (any Error).self) {
            _ = try Scenario(yaml: line, source: "test.yaml")
        }
        #expect("\(error)".contains("did you mean '\(nearest)'?"), "\(error)")
        #expect(!"\(error)".contains("\n"))
    }

    @Test(arguments: [
        "clip: norm:0", "clip: norm", "l1: -1", "l2: .nan", "schedule: step:0", "stop: iterations:0", "stop: accuracy:2",
        "stop: {a: [1]}",
        "learningRate: 0", "optimizer: sgd(learningRate:0)",
    ])
    func whatCannotBeIsRefusedInOneLine(line: String) throws {
        let error = try #require(throws: (any Error).self) {
            _ = try Scenario(yaml: line, source: "test.yaml")
        }
        #expect(!"\(error)".contains("\n"))
    }

    @Test(arguments: [
        "softmaxCrossEntropy", "softmaxCrossEntropy(target:probabilities)", "mse", "mae", "huber:0.5", "hinge",
        "binaryCrossEntropyWithLogits",
    ])
    func everyLossLearnsFromClasses(loss: String) throws {
        let trainer = try SmallSets.trainer("dense:8,tanh,dense:3") {
            $0.loss = "\(loss)"
            $0.optimizer = "adam(learningRate:0.02)"
        }
        let before = trainer.evaluateTrain().loss
        trainer.run(to: 150)
        #expect(trainer.evaluateTrain().loss < before / 2)
        #expect(try #require(trainer.evaluateHeldOut().accuracy) > 0.9)
    }

    @Test func aNetworkThatTheMachineHasNoRoomForIsRefused() {
        #expect(throws: InputError.self) { try SmallSets.session("dense:200000000,relu,dense:3") { $0.batch = 40 } }
    }

    @Test func aNetworkThatGivesManyAnswersIsRefused() {
        #expect(throws: InputError.self) { try SmallSets.session("lstm:4(returns:sequence),dense:3") }
    }
}
