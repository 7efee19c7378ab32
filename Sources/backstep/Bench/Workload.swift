import Basics
import Inspection
import NeuralNetwork
import Training

/// A network and its training to measure speed by.
struct Workload {
    /// Its name for `--workload`.
    let name: String
    let scenario: Scenario
    /// Whether every step also takes each layer's statistics.
    let isInstrumented: Bool

    /// All workloads, plain and instrumented.
    static let all: [Workload] = plain.flatMap { name, scenario in
        [
            Workload(name: name, scenario: scenario, isInstrumented: false),
            Workload(name: name + "-instrumented", scenario: scenario, isInstrumented: true),
        ]
    }

    /// The workload of a name. Throws an `InputError` that names the nearest.
    static func named(_ name: String) throws -> Workload {
        if let workload = all.first(where: { $0.name == name }) { return workload }
        let names = all.map(\.name)
        let advice =
            NearestName.find(name, in: names).map { "did you mean '\($0)'?" } ?? "known: \(names.joined(separator: ", "))"
        throw InputError("--workload \(name)", expected: "a known workload", found: "'\(name)'", advice: advice)
    }

    private static let plain: [(String, Scenario)] = [
        ("mlp-b1", perceptron(batch: 1)),
        ("mlp-b32", perceptron(batch: 32)),
        ("mlp-b256", perceptron(batch: 256)),
        ("deep-b32", scenario("\(Array(repeating: "dense:32,sigmoid", count: 20).joined(separator: ",")),dense:10", batch: 32)),
        ("wide-b128", scenario("dense:1024,relu,dense:1024,relu,dense:10", optimizer: "adam", learningRate: 0.001, batch: 128)),
        (
            "lenet-b32",
            scenario(
                "conv:6x5(padding:2),relu,maxpool:2,conv:16x5,relu,maxpool:2,flatten,dense:120,relu,dense:84,relu,dense:10",
                batch: 32)
        ),
        ("tiny-b1", scenario("dense:3,tanh,dense:1,sigmoid", data: "xor", loss: "mse", learningRate: 0.1, batch: 1)),
    ]

    private static func perceptron(batch: Int) -> Scenario { scenario("dense:128,relu,dense:10", batch: batch) }

    private static func scenario(
        _ network: LayerChain, data: String? = nil, loss: LossSpec = "softmaxCrossEntropy", optimizer: OptimizerSpec = "sgd",
        learningRate: Double = 0.01, batch: Int
    ) -> Scenario {
        Scenario(
            name: "bench", summary: "", data: data, network: network, loss: loss, optimizer: optimizer,
            learningRate: learningRate, batch: batch,
            epochs: 1_000_000)
    }
}
