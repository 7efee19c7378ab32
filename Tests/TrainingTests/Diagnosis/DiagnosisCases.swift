import Basics
import Datasets
import Inspection
import Testing
import Training

/// A run with a known fault, or a healthy one: settings as in a scenario file, and what the doctor has to find.
struct DiagnosisCase: LabeledRun {
    /// The rule that has to speak, as a fault or a warning (or as the hint that it is); nil: nothing may be worse than a hint.
    let rule: String?
    let data: DiagnosisData
    let settings: String

    init(_ rule: String?, _ data: DiagnosisData, _ settings: String) {
        (self.rule, self.data, self.settings) = (rule, data, settings)
    }

    private static let sigmoids = String(repeating: "dense:24,sigmoid,", count: 7) + "dense:"
    private static let tanhs = String(repeating: "dense:32,tanh,", count: 6) + "dense:10"
    private static let relus = String(repeating: "dense:64,relu,", count: 5) + "dense:10"

    /// The faults that studies of training programs have collected, in this program's terms.
    static let sick: [DiagnosisCase] = [
        .init("vanishing", .digits, "network: \(sigmoids)10; initializer: normal(std:0.1); learningRate: 0.1"),
        .init("vanishing", .digits, "network: \(tanhs); initializer: normal(std:0.02); learningRate: 0.1"),
        .init("vanishing", .moons, "network: \(sigmoids)2; learningRate: 0.5"),
        .init("vanishing", .digits, "network: \(relus); initializer: normal(std:0.01); learningRate: 0.01"),
        .init("exploding", .digits, "network: \(relus); initializer: normal(std:0.3); learningRate: 0.0001"),
        .init(
            "exploding", .digits,
            "network: dense:64,relu,dense:64,relu,dense:64,relu,dense:10; initializer: normal(std:0.6); learningRate: 0.001"),
        .init("dead-units", .digits, "network: dense:64,relu,dense:10; initializer: normal(std:0.1,mean:-0.05)"),
        .init("dead-units", .digits, "network: dense:64,relu,dense:10; initializer: normal(std:0.05,mean:-0.1)"),
        .init("dead-units", .digits, "network: dense:128,relu,dense:10; learningRate: 20"),
        .init("bias-only", .digits, "network: dense:64,relu,dense:10; initializer: normal(std:0.05,mean:-0.1)"),
        .init("learning-rate-high", .digits, "network: dense:64,tanh,dense:10; learningRate: 20"),
        .init("learning-rate-high", .digits, "network: dense:128,relu,dense:10; learningRate: 20"),
        .init("learning-rate-high", .moons, "network: dense:16,relu,dense:2; optimizer: adam; learningRate: 3"),
        .init("learning-rate-high", .digits, "network: dense:128,relu,dense:10; optimizer: sgd(momentum:0.99); learningRate: 1"),
        .init("learning-rate-low", .digits, "network: dense:128,relu,dense:10; learningRate: 0.00001"),
        .init("learning-rate-low", .moons, "network: dense:16,tanh,dense:2; learningRate: 0.0001"),
        .init("learning-rate-low", .digits, "network: dense:128,relu,dense:10; optimizer: adam; learningRate: 0.0000001"),
        .init("unchanged", .digits, "network: dense:128,relu,dense:10; learningRate: 1e-12"),
        .init(
            "saturated", .digits, "network: dense:64,tanh,dense:64,tanh,dense:10; initializer: normal(std:2); learningRate: 0.01"),
        .init(
            "saturated", .digits,
            "network: dense:64,sigmoid,dense:64,sigmoid,dense:10; initializer: normal(std:3); learningRate: 0.01"),
        .init("all-alike", .digits, "network: dense:32,tanh,dense:10; initializer: constant:0.1"),
        .init("all-alike", .digits, "network: dense:64,relu,dense:10; initializer: zeros"),
        .init("loss-misfit", .digits, "network: dense:64,relu,dense:10,softmax"),
        .init("loss-misfit", .digits, "network: dense:64,relu,dense:10,sigmoid"),
        .init("loss-misfit", .digits, "network: dense:64,relu,dense:10,relu"),
        .init("loss-misfit", .moons, "network: dense:8,tanh,dense:1; loss: bce"),
        .init("loss-misfit", .moons, "network: dense:8,tanh,dense:1,sigmoid; loss: bceWithLogits"),
        .init("loss-misfit", .moons, "network: dense:8,tanh,dense:1,sigmoid; loss: hinge"),
        .init("loss-misfit", .negativeTargets, "network: dense:16,tanh,dense:1,relu; loss: mse"),
        .init("loss-misfit", .curve, "network: dense:16,tanh,dense:1,sigmoid; loss: mse"),
        .init("inputs-unscaled", .scaled(5000), "network: dense:16,relu,dense:2"),
        .init("inputs-unscaled", .scaled(200), "network: dense:16,tanh,dense:2"),
        .init("inputs-unscaled", .tiny, "network: dense:16,tanh,dense:2"),
        .init("inputs-unscaled", .offset, "network: dense:16,relu,dense:2"),
        .init("inputs-unscaled", .sameInputs, "network: dense:16,relu,dense:2"),
        .init("labels-unbalanced", .oneClass, "network: dense:16,relu,dense:2"),
        .init("labels-unbalanced", .rareClass, "network: dense:16,relu,dense:2"),
        .init("labels-unbalanced", .oneTarget, "network: dense:16,tanh,dense:1; loss: mse"),
        .init("linear", .digits, "network: dense:64,dense:32,dense:10"),
        .init("linear", .spirals, "network: dense:16,dense:16,dense:2"),
        .init("linear", .xor, "network: dense:1,sigmoid; loss: bce"),
        .init("batch-of-one", .digits, "network: dense:32,batchnorm,relu,dense:10; batch: 1"),
        .init("outputs-unused", .digits, "network: dense:32,relu"),
        .init("outputs-unused", .moons, "network: dense:8,tanh,dense:10"),
        .init("non-finite", .largeTargets, "network: dense:16,relu,dense:1; loss: mse; learningRate: 0.1"),
        .init("non-finite", .notANumber, "network: dense:16,relu,dense:2"),
        .init("overfitting", .fewDigits, "network: dense:128,relu,dense:10; optimizer: adam; learningRate: 0.01; epochs: 200"),
        .init("not-learning", .shuffled, "network: dense:4,tanh,dense:2; learningRate: 0.05"),
        .init("not-learning", .digits, "network: dense:128,relu,dense:10; l2: 1"),
        .init("at-rest", .xor, "network: dense:1,sigmoid; loss: bce; learningRate: 1"),
        .init("clipped", .digits, "network: dense:64,relu,dense:10; clip: norm:0.01"),
    ]

    static let healthy: [DiagnosisCase] = [
        .init(nil, .digits, "network: dense:128,relu,dense:10; learningRate: 0.1"),
        .init(nil, .digits, "network: dense:64,sigmoid,dense:10; learningRate: 0.5"),
        .init(nil, .digits, "network: dense:64,relu,dense:64,relu,dense:64,relu,dense:10; learningRate: 0.1"),
        .init(nil, .digits, "network: dense:64,tanh,dense:10; optimizer: adam; learningRate: 0.001"),
        .init(nil, .digits, "network: dense:64,leakyRelu,dense:10; optimizer: sgd(momentum:0.9); learningRate: 0.02"),
        .init(nil, .digits, "network: conv:4x5,relu,maxpool:2,flatten,dense:10; learningRate: 0.05"),
        .init(nil, .digits, "network: dense:64,batchnorm,relu,dense:10; learningRate: 0.1"),
        .init(nil, .digits, "network: dense:64,relu,dropout:0.2,dense:10; learningRate: 0.1"),
        .init(nil, .digits, "network: dense:64,layernorm,gelu,dense:10; optimizer: adamw; learningRate: 0.001"),
        .init(nil, .digits, "network: dense:10; learningRate: 0.1"),
        .init(nil, .moons, "network: dense:16,tanh,dense:2; learningRate: 0.5"),
        .init(nil, .moons, "network: dense:16,relu,dense:16,relu,dense:2; optimizer: adam; learningRate: 0.01"),
        .init(nil, .moons, "network: dense:8,tanh,dense:1,sigmoid; loss: bce; learningRate: 0.5"),
        .init(nil, .moons, "network: dense:8,tanh,dense:1; loss: bceWithLogits; learningRate: 0.5"),
        .init(nil, .moons, "network: dense:8,tanh,dense:1; loss: hinge; learningRate: 0.1"),
        .init(nil, .moons, "network: dense:8,tanh,dense:2,softmax; loss: mse; learningRate: 0.5"),
        .init(nil, .spirals, "network: dense:24,tanh,dense:24,tanh,dense:2; optimizer: adam; learningRate: 0.01"),
        .init(nil, .xor, "network: dense:4,tanh,dense:1,sigmoid; loss: bce; learningRate: 1"),
        .init(nil, .curve, "network: dense:32,tanh,dense:1; loss: mse; optimizer: adam; learningRate: 0.01"),
        .init(nil, .curve, "network: dense:32,relu,dense:1; loss: huber; learningRate: 0.05"),
    ]
}

/// Samples, some of them spoiled in one way each.
enum DiagnosisData: Hashable, Sendable {
    case digits, fewDigits, moons, spirals, xor
    /// Moons with the first input so many times as large.
    case scaled(Float)
    case tiny, offset, sameInputs, oneClass, rareClass, shuffled, notANumber
    /// Numbers from four inputs.
    case curve, negativeTargets, largeTargets, oneTarget

    var pair: DatasetPair {
        get throws {
            switch self {
            case .digits: try Self.named("digits", count: 4000)
            case .fewDigits: try Self.named("digits", count: 60)
            case .moons: try Self.named("moons")
            case .spirals: try Self.named("spirals")
            case .xor: try Self.named("xor")
            case .scaled(let factor): try Self.moons { x, y in ([x[0] * factor, x[1]], y) }
            case .tiny: try Self.moons { x, y in ([x[0] * 1e-3, x[1] * 1e-3], y) }
            case .offset: try Self.moons { x, y in ([x[0] + 1000, x[1]], y) }
            case .sameInputs: try Self.moons { _, y in ([1, 2], y) }
            case .oneClass: try Self.moons { x, _ in (x, 0) }
            case .rareClass: try Self.moons { x, y in x[0] > 1.9 ? (x, y) : (x, 0) }
            case .shuffled:
                try {
                    var source = RandomSource(seed: 9, 1)
                    return try Self.moons { x, _ in (x, Int32(source.integer(below: 2))) }
                }()
            case .notANumber: try Self.moons { x, y in ([x[0] > 1 ? .nan : x[0], x[1]], y) }
            case .curve: Self.curve { $0 }
            case .negativeTargets: Self.curve { $0 - 5 }
            case .largeTargets: Self.curve { 50000 * $0 + 200000 }
            case .oneTarget: Self.curve { _ in 3.25 }
            }
        }
    }

    private static func named(_ name: String, count: Int? = nil) throws -> DatasetPair {
        try DatasetCatalog.standard.load(
            name, DatasetRequest(environment: DataEnvironment(variables: [:]), seed: 1, trainCount: count))
    }

    private static func moons(_ change: ([Float], Int32) -> ([Float], Int32)) throws -> DatasetPair {
        let pair = try named("moons")
        func spoiled(_ set: Dataset) -> Dataset {
            let samples = (0..<set.count).map { change(set.sample($0), Int32(set.label(of: $0) ?? 0)) }
            return Dataset(
                name: set.name, source: "made in a test", sampleShape: [2], classNames: set.classNames,
                features: .values(samples.flatMap(\.0)), targets: .classes(samples.map(\.1)))
        }
        return DatasetPair(train: spoiled(pair.train), heldOut: spoiled(pair.heldOut))
    }

    private static func curve(_ change: (Float) -> Float) -> DatasetPair {
        var source = RandomSource(seed: 8, 1)
        func draw(_ count: Int) -> Dataset {
            let inputs = (0..<count).map { _ in (0..<4).map { _ in Float(source.normal()) } }
            return Dataset(
                name: "curve", source: "made in a test", sampleShape: [4], features: .values(inputs.flatMap { $0 }),
                targets: .vectors(inputs.map { change(1.5 * $0[0] - 0.5 * $0[1] * $0[2] + 0.5 * $0[3]) }, width: 1))
        }
        return DatasetPair(train: draw(400), heldOut: draw(100))
    }
}
