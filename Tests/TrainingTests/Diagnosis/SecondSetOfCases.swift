import Basics
import Datasets
import Inspection
import Testing
import Training

/// Runs written after the rules were, on other data, networks and optimizers than those that the rules were written with: whether the
/// rules say what is so, or only what they were made to say.
struct SecondCase: LabeledRun {
    /// The rule that names the true fault; nil of a healthy run.
    let rule: String?
    let data: SecondData
    let settings: String

    init(_ rule: String?, _ data: SecondData, _ settings: String) {
        (self.rule, self.data, self.settings) = (rule, data, settings)
    }

    private static func deep(_ layer: String, _ count: Int, _ outputs: Int) -> String {
        String(repeating: layer + ",", count: count) + "dense:\(outputs)"
    }

    static let sick: [SecondCase] = [
        .init(
            "vanishing", .named("circles"),
            "network: \(deep("dense:12,sigmoid", 9, 2)); optimizer: sgd(momentum:0.9); learningRate: 0.1"),
        .init(
            "vanishing", .table,
            "network: \(deep("dense:20,tanh", 8, 4)); initializer: normal(std:0.05); optimizer: sgd(momentum:0.9); learningRate: 0.05"
        ),
        .init("exploding", .table, "network: \(deep("dense:40,relu", 4, 4)); initializer: normal(std:0.8); learningRate: 0.0001"),
        .init(
            "dead-units", .positive, "network: dense:60,relu,dense:4; initializer: normal(std:0.05,mean:-0.2); learningRate: 0.05"
        ),
        .init("bias-only", .positive, "network: dense:60,relu,dense:4; initializer: normal(std:0.01,mean:-0.3); optimizer: adam"),
        .init(
            "saturated", .named("gaussians"),
            "network: dense:30,tanh,dense:30,tanh,dense:2; initializer: normal(std:6); optimizer: rmsprop; learningRate: 0.0001"),
        .init(
            "saturated", .table,
            "network: dense:40,sigmoid,dense:40,sigmoid,dense:4; initializer: uniform(low:-8,high:8); learningRate: 0.01"),
        .init("all-alike", .named("circles"), "network: dense:20,sigmoid,dense:2; initializer: constant:0.5; optimizer: adam"),
        .init("all-alike", .named("hills"), "network: dense:16,tanh,dense:1; loss: mse; initializer: zeros; learningRate: 0.05"),
        .init("at-rest", .named("circles"), "network: dense:1,sigmoid; loss: bce; batch: 400; learningRate: 2; epochs: 3000"),
        .init("learning-rate-high", .table, "network: dense:32,relu,dense:4; optimizer: adam; learningRate: 0.7"),
        .init("non-finite", .named("hills"), "network: dense:32,tanh,dense:1; loss: mse; learningRate: 2"),
        .init("learning-rate-high", .named("circles"), "network: dense:40,relu,dense:40,relu,dense:2; learningRate: 20"),
        .init(
            "learning-rate-low", .named("circles"), "network: dense:20,relu,dense:2; optimizer: adagrad; learningRate: 0.00001"),
        .init("learning-rate-low", .named("echo"), "network: rnn:16,dense:4; optimizer: adam; learningRate: 0.000001"),
        .init("not-learning", .shuffled, "network: dense:8,relu,dense:4; learningRate: 0.02"),
        .init("overfitting", .few, "network: dense:200,relu,dense:4; optimizer: adam; learningRate: 0.01; epochs: 300"),
        // Its held-out loss is lowest after five epochs of ten, and ends a quarter above that.
        .init("overfitting", .table, "network: dense:32,tanh,dense:4; optimizer: adagrad; learningRate: 0.05; l2: 0.0005"),
        .init("loss-misfit", .table, "network: dense:24,tanh,dense:4,softmax; learningRate: 0.05"),
        .init("loss-misfit", .named("circles"), "network: dense:12,relu,dense:1,tanh; loss: bce; learningRate: 0.05"),
        .init("loss-misfit", .tall, "network: dense:24,relu,dense:1,sigmoid; loss: mae; optimizer: adam"),
        .init(
            "linear", .named("circles"), "network: dense:20,dense:20,dense:2; optimizer: sgd(momentum:0.9); learningRate: 0.05"),
        .init("inputs-unscaled", .salary, "network: dense:20,tanh,dense:4; optimizer: sgd(momentum:0.9); learningRate: 0.05"),
        .init("labels-unbalanced", .rare, "network: dense:20,elu,dense:4; optimizer: adam"),
        .init("batch-of-one", .named("gaussians"), "network: dense:16,batchnorm,relu,dense:2; batch: 1; learningRate: 0.05"),
        .init("outputs-unused", .named("circles"), "network: dense:16,tanh,dense:7; learningRate: 0.3"),
        .init("non-finite", .huge, "network: dense:32,relu,dense:1; loss: mse; learningRate: 0.05"),
        .init("unchanged", .table, "network: dense:16,gelu,dense:4; learningRate: 1e-11"),
        .init("clipped", .table, "network: dense:32,relu,dense:4; clip: norm:0.002; learningRate: 0.1"),
    ]

    static let healthy: [SecondCase] = [
        .init(nil, .named("spirals"), "network: dense:32,silu,dense:32,silu,dense:2; optimizer: adamw; learningRate: 0.01"),
        .init(nil, .named("circles"), "network: dense:24,relu,dense:2; optimizer: sgd(momentum:0.9); learningRate: 0.05"),
        .init(nil, .named("gaussians"), "network: dense:2; learningRate: 0.1"),
        .init(nil, .named("gaussians"), "network: dense:1,sigmoid; loss: bce; learningRate: 0.5"),
        .init(nil, .table, "network: dense:32,elu,dense:4; optimizer: nadam; learningRate: 0.002"),
        .init(nil, .table, "network: dense:32,silu,layernorm,dense:4; optimizer: adamw; learningRate: 0.003"),
        .init(nil, .named("hills"), "network: dense:40,tanh,dense:1; loss: mse; optimizer: adam; learningRate: 0.01"),
        .init(
            nil, .named("wave"), "network: dense:30,tanh,dense:30,tanh,dense:1; loss: mae; optimizer: adam; learningRate: 0.005"),
        .init(nil, .named("echo"), "network: rnn:24,dense:4; optimizer: adam; learningRate: 0.01"),
        .init(nil, .named("echo"), "network: gru:16,dense:4; optimizer: rmsprop; learningRate: 0.005"),
        .init(nil, .named("circles"), "network: dense:16,residual[dense:16,relu,dense:16],relu,dense:2; learningRate: 0.1"),
        .init(nil, .table, "network: dense:64,relu,dropout:0.3,dense:4; learningRate: 0.1"),
        .init(nil, .table, "network: dense:32,batchnorm,prelu,dense:4; optimizer: rmsprop; learningRate: 0.002"),
        .init(nil, .named("circles"), "network: dense:16,softplus,dense:1; loss: hinge; learningRate: 0.1"),
        .init(
            nil, .named("moons"),
            "network: dense:24,gelu,dense:24,gelu,dense:2; optimizer: nadam; learningRate: 0.003; clip: norm:5"),
    ]
}

/// Data of the second set: computed sets that the first has not, and a table of twelve columns, spoiled in one way each.
enum SecondData: Hashable, Sendable {
    case named(String)
    case table, positive, shuffled, few, salary, rare
    /// Numbers instead of classes: from 3 to 9, and a million times as large.
    case tall, huge

    var pair: DatasetPair {
        get throws {
            switch self {
            case .named(let name):
                try DatasetCatalog.standard.load(
                    name, DatasetRequest(environment: DataEnvironment(variables: [:]), seed: 1, trainCount: 400))
            case .table: Self.table()
            case .positive: Self.table { x, y in (x.map { 0.5 + 0.15 * $0 }, y) }
            case .shuffled:
                {
                    var source = RandomSource(seed: 12, 1)
                    return Self.table { x, _ in (x, Int32(source.integer(below: 4))) }
                }()
            case .few: Self.table(train: 40, spread: 1.6)
            case .salary: Self.table { x, y in (x.indices.map { $0 == 4 ? 3000 + 900 * x[$0] : x[$0] }, y) }
            case .rare: Self.table { x, y in (x, x[0] > 2.2 ? y : 0) }
            case .tall: Self.numbers { 6 + 1.2 * $0 }
            case .huge: Self.numbers { 1e6 * $0 }
            }
        }
    }

    /// Four clouds in twelve columns.
    private static func table(
        train: Int = 400, spread: Double = 0.8, _ change: ([Float], Int32) -> ([Float], Int32) = { ($0, $1) }
    ) -> DatasetPair {
        var source = RandomSource(seed: 11, 1)
        let centers = (0..<4 * 12).map { _ in source.uniform(-1, 1) }
        func draw(_ count: Int) -> Dataset {
            let samples = (0..<count).map { index -> ([Float], Int32) in
                let label = index % 4
                return change((0..<12).map { Float(centers[label * 12 + $0] + spread * source.normal()) }, Int32(label))
            }
            return Dataset(
                name: "table", source: "made in a test", sampleShape: [12], classNames: ["a", "b", "c", "d"],
                features: .values(samples.flatMap(\.0)), targets: .classes(samples.map(\.1)))
        }
        return DatasetPair(train: draw(train), heldOut: draw(120))
    }

    private static func numbers(_ change: (Float) -> Float) -> DatasetPair {
        var source = RandomSource(seed: 13, 1)
        func draw(_ count: Int) -> Dataset {
            let inputs = (0..<count).map { _ in (0..<6).map { _ in Float(source.normal()) } }
            return Dataset(
                name: "numbers", source: "made in a test", sampleShape: [6], features: .values(inputs.flatMap { $0 }),
                targets: .vectors(inputs.map { change($0[0] - 0.5 * $0[1] + 0.7 * $0[2] * $0[3]) }, width: 1))
        }
        return DatasetPair(train: draw(300), heldOut: draw(100))
    }
}
