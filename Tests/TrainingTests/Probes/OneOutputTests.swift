import Basics
import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// Networks with one output that decides between two classes: what is said of it fits the classes, not the number of the output.
struct OneOutputTests {
    /// Two clouds that touch; nearly all of the second class is to the right.
    private static let clouds: DatasetPair = {
        var source = RandomSource(seed: 5, 3)
        func set(_ count: Int) -> Dataset {
            let values = (0..<count).flatMap { index -> [Float] in
                let center: Float = index % 2 == 0 ? -0.4 : 0.4
                return [center + Float(source.normal()) * 0.4, Float(source.normal())]
            }
            return Dataset(
                name: "clouds", source: "test", sampleShape: [2], classNames: ["left", "right"], features: .values(values),
                targets: .classes((0..<count).map { Int32($0 % 2) }))
        }
        return DatasetPair(train: set(60), heldOut: set(40))
    }()

    private func session(_ network: String, _ loss: String, pinned: Int = 1) throws -> Session {
        let scenario = Scenario(
            name: "clouds", network: "\(network)", loss: "\(loss)", learningRate: 0.3, batch: 6, pinned: pinned)
        let session = try Session(scenario, data: Self.clouds, history: 1 << 18)
        session.step(.iteration, count: 50)
        return session
    }

    private static let heads = [
        ("dense:1,sigmoid", "binaryCrossEntropy"), ("dense:1,sigmoid", "mse"), ("dense:1", "mse"),
        ("dense:1", "binaryCrossEntropyWithLogits"), ("dense:1", "hinge"),
    ]

    @Test(arguments: heads) func theConfusionCountsWhatTheEvaluationCounts(_ network: String, _ loss: String) throws {
        let session = try session(network, loss)
        let reading = try #require(ConfusionProbe().read(session))
        let accuracy = try #require(session.evaluateHeldOut().accuracy)
        #expect(reading.names == ["left", "right"] && reading.counts.joined().reduce(0, +) == 40)
        #expect(abs(reading.accuracy - accuracy) < 1e-12 && accuracy > 0.6 && accuracy < 1)
        let probe = MistakesProbe(first: 0, count: 100, maximum: ImageShape(height: 9, width: 9))
        let mistakes = try #require(probe.read(session)).mistakes
        #expect(Double(mistakes.count) == (40 * (1 - accuracy)).rounded())
        let border = loss == "hinge" ? 0 : 0.5
        for mistake in mistakes { #expect(mistake.belief >= border && mistake.labelName != mistake.answerName) }
    }

    @Test(arguments: heads, [0, 1]) func theOutputIsCalledByTheClassThatItStandsFor(_ head: (String, String), _ pinned: Int)
        throws
    {
        let session = try session(head.0, head.1, pinned: pinned)
        let prediction = try #require(PredictionProbe(sample: .pinned).read(session))
        #expect(prediction.names == ["right"] && prediction.answer == nil)
        // The pinned sample is the most typical of its class.
        #expect(prediction.decision == ["left", "right"][pinned])
        let belief = try #require(BeliefProbe(columns: 20).read(session))
        #expect(belief.names == ["right"] && belief.target == (pinned == 1 ? 0 : nil))
    }

    @Test func numbersHaveNoClasses() throws {
        let values = (0..<20).map { Float($0) / 10 - 1 }
        let set = Dataset(
            name: "line", source: "test", sampleShape: [1], features: .values(values), targets: .vectors(values, width: 1))
        let session = try Session(
            Scenario(name: "line", network: "dense:1", loss: "mse", batch: 4), data: DatasetPair(train: set, heldOut: set))
        session.step(.iteration)
        #expect(ConfusionProbe().read(session) == nil)
        let prediction = try #require(PredictionProbe(sample: .pinned).read(session))
        #expect(prediction.names == ["0"] && prediction.decision == nil)
    }
}
