import ArgumentParser
import Assets
import Datasets
import Foundation
import NeuralNetwork
import Training

/// The options that make a scenario, common to all commands that run one.
struct ScenarioOptions: ParsableArguments {
    @Argument(help: "A scenario: a name (see `backstep scenarios`) or a YAML file. Options given as well count more.")
    var scenario: String?

    @Option(help: ArgumentHelp("What to train on: mnist, digits, xor, … (see `backstep data list`), or a folder with IDX files.", valueName: "name|dir"))
    var data: String?

    @Option(name: .customLong("test-data"), help: ArgumentHelp("Other samples to test on, never trained on.", valueName: "name|dir"))
    var testData: String?

    @Option(help: ArgumentHelp("The layers, such as 'dense:128,relu,dense:10'.", valueName: "layers"))
    var network: String?

    @Option(help: "softmaxCrossEntropy or mse.")
    var loss: String?

    @Option(help: "sgd, or with momentum: 'sgd(momentum:0.9)'.")
    var optimizer: String?

    @Option(help: "How weights begin: he, xavier, 'normal(std:0.01)', 'uniform(low:-0.1,high:0.1)', 'constant(value:0)'.")
    var initializer: String?

    @Option(name: .customLong("learning-rate"), help: "η, above 0.")
    var learningRate: Double?

    @Option(help: "Samples in a batch.")
    var batch: Int?

    @Option(help: "Epochs to train; on the screen, epochs after which it pauses.")
    var epochs: Int?

    @Option(help: "Determines first weights, the order of the data, and data that is drawn.")
    var seed: UInt64?

    @Option(name: .customLong("pin"), help: "The class of the pinned sample.")
    var pinned: Int?

    @Option(help: "Threads for matrix products.")
    var threads: Int?

    @Option(name: .customLong("train-count"), help: "How many samples to train on: to draw, or at most to take.")
    var trainCount: Int?

    /// The scenario that the file and the options make together.
    func makeScenario() throws -> Scenario {
        var made = try scenario.map(Self.read) ?? Scenario()
        if let data { made.data = data }
        if let testData { made.testData = testData }
        if let network { made.network = network }
        if let loss { made.loss = loss }
        if let optimizer { made.optimizer = optimizer }
        if let initializer { made.initializer = initializer }
        if let learningRate { made.learningRate = learningRate }
        if let batch { made.batch = batch }
        if let epochs { made.epochs = epochs }
        if let seed { made.seed = seed }
        if let pinned { made.pinned = pinned }
        if let threads { made.threads = threads }
        try made.validate()
        return made
    }

    private static func read(_ path: String) throws -> Scenario {
        if let builtIn = Assets.scenarios.first(where: { $0.name == path }) { return try Scenario(yaml: builtIn.yaml, source: path) }
        if !path.contains("/") && !path.contains("."), !FileManager.default.fileExists(atPath: path) {
            let names = Assets.scenarios.map(\.name)
            let advice = NearestName.find(path, in: names).map { "did you mean \($0)?" } ?? "backstep scenarios lists them"
            throw ScenarioError(
                "scenario '\(path)': expected a file or one of \(names.joined(separator: ", ")), found neither; \(advice)", exitCode: 66)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ScenarioError("scenario '\(path)': expected a file that can be read, found none; try backstep --help", exitCode: 66)
        }
        guard data.count <= 1 << 20, let text = String(data: data, encoding: .utf8) else {
            throw ScenarioError("scenario '\(path)': expected up to 1 MiB of text, found something else", exitCode: 65)
        }
        return try Scenario(yaml: text, source: path)
    }
}
