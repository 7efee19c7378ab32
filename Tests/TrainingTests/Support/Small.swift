import Basics
import Datasets
import Inspection
import NeuralNetwork
import Training

/// Small made-up data, and sessions on them: quick enough to train thousands of iterations in a test.
enum Small {
    /// Points around one center for each class.
    static func blobs(
        train: Int = 23, heldOut: Int = 12, features: Int = 5, classes: Int = 3, seed: UInt64 = 4, shape: [Int]? = nil
    ) -> DatasetPair {
        var source = RandomSource(seed: seed, 1)
        let centers = (0..<classes * features).map { _ in source.uniform(-1, 1) }
        func draw(_ count: Int, _ name: String) -> Dataset {
            let labels = (0..<count).map { $0 % classes }
            let values = labels.flatMap { label in
                (0..<features).map { Float(centers[label * features + $0] + 0.4 * source.normal()) }
            }
            return Dataset(
                name: name, source: "made in a test", sampleShape: shape ?? [features],
                classNames: (0..<classes).map { "class \($0)" }, features: .values(values),
                targets: .classes(labels.map(Int32.init)))
        }
        return DatasetPair(train: draw(train, "blobs"), heldOut: draw(heldOut, "blobs, held out"))
    }

    /// Vectors to be learned from vectors.
    static func regression(train: Int = 20, heldOut: Int = 6, features: Int = 4, width: Int = 2, seed: UInt64 = 5) -> DatasetPair
    {
        var source = RandomSource(seed: seed, 2)
        func draw(_ count: Int) -> Dataset {
            Dataset(
                name: "curves", source: "made in a test", sampleShape: [features],
                features: .values((0..<count * features).map { _ in Float(source.uniform(-1, 1)) }),
                // Some targets are exactly 1, as classes would be.
                targets: .vectors((0..<count * width).map { $0 % 5 == 0 ? 1 : Float(source.uniform(-1, 1)) }, width: width))
        }
        return DatasetPair(train: draw(train), heldOut: draw(heldOut))
    }

    static func scenario(
        _ network: String = "dense:6,tanh,dense:3", loss: String = "softmaxCrossEntropy",
        optimizer: String = "sgd", clip: String? = nil, l2: Double = 0, schedule: String? = nil, initializer: String? = nil,
        rate: Double = 0.1, batch: Int = 5, epochs: Int = 10, seed: UInt64 = 1, pinned: Int = 1
    ) throws -> Scenario {
        Scenario(
            network: try .init(parsing: network), loss: try .init(parsing: loss), optimizer: try .init(parsing: optimizer),
            initializer: try initializer.map { try .init(parsing: $0) }, learningRate: rate,
            schedule: try schedule.map { try .init(parsing: $0) }, clip: try clip.map { try .init(parsing: $0) }, l2: l2,
            batch: batch, epochs: epochs, seed: seed, pinned: pinned)
    }

    /// A session at its beginning, to be looked at.
    static func session(
        _ network: String = "dense:6,tanh,dense:3", data: DatasetPair = blobs(), loss: String = "softmaxCrossEntropy",
        optimizer: String = "sgd", clip: String? = nil, l2: Double = 0, schedule: String? = nil, initializer: String? = nil,
        rate: Double = 0.1, batch: Int = 5, epochs: Int = 10, seed: UInt64 = 1,
        pinned: Int = 1, history: Int = 1 << 20
    ) throws -> Session {
        let session = try Session(
            scenario(
                network, loss: loss, optimizer: optimizer, clip: clip, l2: l2, schedule: schedule, initializer: initializer,
                rate: rate, batch: batch, epochs: epochs, seed: seed, pinned: pinned),
            data: data, history: history, checkpointInterval: 1)
        session.makeVisible()
        return session
    }
}

extension Trainer {
    /// Runs whole iterations.
    func run(to iterations: Int) {
        while completedIterations < iterations { finishIteration() }
    }
}

extension Session {
    /// Puts numbers in place of a parameter's, by its name.
    func set(_ name: String, _ values: [Float]) {
        for entry in network.layout.entries where entry.name == name {
            for (index, value) in zip(entry.range, values) { network.parameters[index] = value }
        }
    }

    /// The answer to one probe at the present position.
    func ask<P: Probe>(_ probe: P) -> P.Reading? { probe.read(self) }

    /// Runs whole iterations that nobody watches.
    func run(to iterations: Int) {
        while completedIterations < iterations { finishIteration(observed: false) }
    }

    /// Every probe there is, as a full screen would ask them.
    func askEverything(_ sample: SampleChoice = .pinned) {
        for column in columns.indices {
            let selection = Selection(column: column, neuron: columns[column].units - 1, input: nil, sample: sample)
            _ = ask(NetworkProbe(rows: 4, edges: 8, selection: selection))
            _ = ask(ExplanationProbe(selection: selection, paths: 3))
            _ = ask(RankingProbe(selection: selection))
            let size = ImageShape(height: 3, width: 3)
            _ = ask(WeightsProbe(column: column, first: 0, count: 4, maximum: size, matrix: size))
        }
        _ = ask(GradientsProbe(historyColumns: 7))
        _ = ask(CurvesProbe(columns: 9))
        _ = ask(ConfusionProbe())
        _ = ask(MistakesProbe(first: 1, count: 2, maximum: ImageShape(height: 3, width: 3)))
        _ = ask(ActivationsProbe())
        _ = ask(BeliefProbe(columns: 5))
        _ = ask(OptimizerProbe())
        _ = ask(ScenarioProbe())
        for isTraining in [false, true] {
            _ = ask(SamplesProbe(isTraining: isTraining, first: 2, count: 3, maximum: ImageShape(height: 3, width: 3)))
        }
        _ = ask(SampleProbe(sample: sample))
        _ = ask(PredictionProbe(sample: sample))
        _ = status
    }
}
