import ArgumentParser
import Assets
import Basics
import Dashboard
import Datasets
import Foundation
import Inspection
import NeuralNetwork
import Training

/// The options that make a scenario, common to all commands that run one.
struct ScenarioOptions: ParsableArguments {
    @Argument(
        help:
            "A scenario: a name (see `backstep scenarios`), a YAML file, a .safetensors file that backstep wrote, or an .onnx file. Options given as well count more."
    )
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "What to train on: mnist, digits, xor, … (see `backstep data list`), or a folder or file of yours: IDX, NumPy (x and y), or a table (CSV).",
            valueName: "name|path"))
    var data: String?

    @Option(
        name: .customLong("test-data"),
        help: ArgumentHelp("Other samples to test on, never trained on: a name, folder or file.", valueName: "name|path"))
    var testData: String?

    @Option(parsing: .unconditional, help: "Standard deviation of the noise of computed data: 0 to 10, such as 0.1.")
    var noise: Double?

    @Option(
        parsing: .unconditional, help: "The share of computed data or of a table that is held out: 0.05 to 0.95, such as 0.3.")
    var split: Double?

    @Option(
        help: ArgumentHelp(
            "The column of a table that the network is to say: its name, or its number from 1; behind it :value for a number to approximate, or :classes, where it is taken for the other. Without it a column called label, class, target, species, y …, or the last.",
            valueName: "column"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The form of a table, where it is taken for another: separator, decimal, quote, header (yes, no), encoding, gaps (drop, fill), words (one-hot, drop), without (columns, + between them), as in 'separator:;,decimal:,,gaps:fill'.",
            valueName: "form"))
    var table: String?

    @Option(
        help: ArgumentHelp(
            "The scale of a table's inputs, and of targets that are numbers: standard (less the mean, divided by the standard deviation, both of the training rows; the usual one, but for a handful of rows of small numbers), unit (from 0 to 1) or none.",
            valueName: "scale"))
    var scale: String?

    @Option(help: ArgumentHelp("The layers, such as 'dense:128,relu,dense:10'.", valueName: "layers"))
    var network: String?

    @Option(help: ArgumentHelp(discussion("The loss.", LossFamily.self), valueName: "loss"))
    var loss: String?

    @Option(
        help: ArgumentHelp(
            discussion("The optimizer, with what differs from its usual, as in 'adam(beta1:0.95)'.", OptimizerFamily.self),
            valueName: "optimizer"))
    var optimizer: String?

    @Option(
        help: ArgumentHelp(
            discussion("How weights begin, as in 'normal(std:0.01)'.", InitializerFamily.self), valueName: "initializer"))
    var initializer: String?

    @Option(
        name: .customLong("learning-rate"), parsing: .unconditional,
        help: "η, above 0; without it 0.1 for sgd, and for the others their authors' usual one (adam 0.001).")
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            discussion("How η changes, as in 'step(every:100,factor:0.5)'; a cosine ends with the run.", ScheduleFamily.self),
            valueName: "schedule"))
    var schedule: String?

    @Option(
        help: ArgumentHelp(
            "Keeps gradients small: norm:1 (all together) or value:0.5 (each by itself). It bounds the step, not the error δ on its way back.",
            valueName: "clip"))
    var clip: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Adds a·Σ|w| to the loss: the sum is the objective.", valueName: "a"))
    var l1: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Adds b·Σw² to the loss, without a ½: its gradient is 2b·w, where PyTorch's weight_decay λ (here weightDecay of an optimizer, of biases, too) adds λ·w.",
            valueName: "b"))
    var l2: Double?

    @Option(
        name: .customLong("penalty-scope"),
        help: ArgumentHelp("What --l1 and --l2 are of: weights, or all (biases, too).", valueName: "scope"))
    var penaltyScope: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Samples in a batch.", valueName: "n"))
    var batch: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Epochs to train; on the screen, epochs after which it pauses.", valueName: "n"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "Ends a run earlier; can be given more than once: iterations:1000, loss:0.05, accuracy:0.97, patience:5 (so many evaluations without a lower loss; there are at most two an epoch, or one in 150 iterations). Loss, accuracy and patience look at held-out samples (MNIST's test files), which 'train' then reports on: a choice by the set that judges it, a little too good.",
            valueName: "criterion"))
    var stop: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Determines first weights, the order of the data, and data that is drawn.", valueName: "n"))
    var seed: UInt64?

    @Option(
        name: .customLong("pin"), parsing: .unconditional,
        help: ArgumentHelp(
            "The pinned sample: a class, whose most typical held-out one is taken, or one by its number, train:0 or held-out:3; train: one of the first batch.",
            valueName: "sample"))
    var pinned: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads that a step may use; steps take one so far, and results never depend on it.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .customLong("train-count"), parsing: .unconditional,
        help: ArgumentHelp("How many samples to train on: to draw, or at most to take.", valueName: "n"))
    var trainCount: Int?

    @Option(
        help: ArgumentHelp(
            discussion("A mistake that is planted in the backward pass, to be found.", BugFamily.self), valueName: "bug"))
    var bug: String?

    @Option(
        help: ArgumentHelp(
            "The panes on the screen, such as 'network explain'; without it those that suit its size.", valueName: "names"))
    var panes: String?

    @Option(
        help: ArgumentHelp(
            "A file to begin with, in place of drawn weights: safetensors with PyTorch's names (0.weight, 0.bias, …), or ONNX.",
            valueName: "file"))
    var load: String?

    /// The first of the options that was given, as it is written; nil: none, so that the scenario is the usual one.
    var firstGiven: String? {
        let values: [(String, Any?)] = [
            ("--data", data), ("--test-data", testData), ("--noise", noise), ("--split", split), ("--target", target),
            ("--table", table), ("--scale", scale), ("--network", network),
            ("--loss", loss), ("--optimizer", optimizer), ("--initializer", initializer), ("--learning-rate", learningRate),
            ("--schedule", schedule), ("--clip", clip), ("--l1", l1), ("--l2", l2), ("--penalty-scope", penaltyScope),
            ("--batch", batch), ("--epochs", epochs), ("--stop", stop.first), ("--seed", seed), ("--pin", pinned),
            ("--bug", bug), ("--threads", threads), ("--train-count", trainCount), ("--panes", panes), ("--load", load),
        ]
        return scenario.map { "'\($0)'" } ?? values.first { $0.1 != nil }?.0
    }

    /// The file of weights to begin with: that of `--load`, or one in place of a scenario.
    var modelPath: String? { load ?? scenario.flatMap { ModelReading.isModel($0) ? $0 : nil } }

    /// The scenario that the file and the options make together.
    /// - Parameter described: what a file of weights says of itself, where it stands in place of a scenario.
    func makeScenario(_ described: ModelDescription? = nil) throws -> Scenario {
        var made =
            try described?.scenario ?? scenario.flatMap { ModelReading.isModel($0) ? nil : try Self.named($0) }
            ?? Scenario(summary: "digits with one 5 pinned: watch the belief in 5 rise")
        // A scenario's words about itself hold for what it trains.
        let changed: [Any?] = [data, network, loss, optimizer, initializer, learningRate, schedule, clip, pinned]
        if changed.contains(where: { $0 != nil }) { made.summary = "" }
        if let data { (made.data, made.samples) = (data, nil) }
        if let testData { made.testData = testData }
        if let noise { made.noise = noise }
        if let split { made.split = split }
        if let target { made.target = TargetChoice(target) }
        if let table { made.table = try TableOptions(parsing: table) }
        if let scale { made.scale = try InputScale(parsing: scale) }
        if let network { made.network = try LayerChain(parsing: network) }
        if let loss { made.loss = try LossSpec(parsing: loss) }
        if let optimizer { made.optimizer = try OptimizerSpec(parsing: optimizer) }
        if let initializer { made.initializer = try InitializerSpec(parsing: initializer) }
        if let learningRate { made.learningRate = learningRate }
        if let schedule { made.schedule = try ScheduleSpec(parsing: schedule) }
        if let clip { made.clip = try ClipSpec(parsing: clip) }
        if let l1 { made.l1 = l1 }
        if let l2 { made.l2 = l2 }
        if let penaltyScope { made = try made.setting("penaltyScope", to: penaltyScope) }
        if !stop.isEmpty { made.stop = try Scenario.stopCriteria(stop) }
        if let batch { made.batch = batch }
        if let epochs { made.epochs = epochs }
        if let seed { made.seed = seed }
        if let pinned { made.pin = try PinnedSample(parsing: pinned) }
        if let threads { made.threads = threads }
        if let bug { made = try made.setting("bug", to: bug) }
        if let panes { _ = made.view.set("panes", panes) }
        try Self.checkPanes(made.view)
        try made.validate()
        return made
    }

    /// A name that no pane has is wrong where it was written, and not on the screen.
    private static func checkPanes(_ view: ViewHints) throws(InputError) {
        for name in view.panes + (view.pane.map { [$0] } ?? []) where PaneCatalog.pane(named: name) == nil {
            throw .unknown(.malformed, "panes", "the name of a pane", found: name, among: PaneID.allCases.map(\.rawValue))
        }
    }

    /// A line of help with the names there are.
    private static func discussion<Family: SpecificationFamily>(_ text: String, _ family: Family.Type) -> String {
        "\(text) Known: \(Specification<Family>.names.joined(separator: ", "))."
    }

    /// The scenario of a name or a file.
    static func named(_ path: String) throws -> Scenario {
        if let builtIn = Assets.scenarios.first(where: { $0.name == path }) {
            return try Scenario(yaml: builtIn.yaml, source: path)
        }
        if !path.contains("/") && !path.contains("."), !FileManager.default.fileExists(atPath: path) {
            let names = Assets.scenarios.map(\.name)
            let advice = NearestName.find(path, in: names).map { "did you mean \($0)?" } ?? "backstep scenarios lists them"
            throw InputError(
                .missing, "scenario '\(path)'", expected: "a file or the name of a scenario", found: "neither", advice: advice)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw InputError(
                .missing, "scenario '\(path)'", expected: "a file that can be read", found: "none", advice: "try backstep --help")
        }
        guard data.count <= 1 << 20, let text = String(data: data, encoding: .utf8) else {
            throw InputError(.malformed, "scenario '\(path)'", expected: "up to 1 MiB of text", found: "something else")
        }
        return PathsInFile(path).resolve(try Scenario(yaml: text, source: path))
    }
}
