import Basics
import Datasets
import Foundation
import Inspection
import NeuralNetwork
import Training

/// From a scenario to a session, or to a trainer alone: finds, reads or draws the data, and builds.
struct SessionSource: Sendable {
    var scenario: Scenario
    var trainCount: Int?
    /// Whether network and loss are those that suit the data, because nobody has said which.
    private var choosesNetwork = false
    private var choosesLoss = false
    /// Whether the network is the one that the file of weights says it is of.
    private var hasNetworkOfModel = false
    /// A file of weights to begin with: safetensors or ONNX.
    var modelPath: String?
    /// The content of that file, where it has been read already.
    private(set) var model: ModelFile?
    /// A session to be done again, and the file that it was read from.
    private(set) var record: (SessionRecord, path: String)?
    var environment = DataEnvironment(variables: ProcessInfo.processInfo.environment)

    init(scenario: Scenario) { self.scenario = scenario }

    init(_ options: ScenarioOptions) throws {
        modelPath = options.modelPath
        trainCount = options.trainCount
        model = try modelPath.map(ModelReading.read)
        let isModelAlone = options.load == nil && modelPath != nil
        if let model, isModelAlone, options.network == nil, model.description.network == nil {
            throw InputError(
                .malformed, model.source, expected: "weights that say which network they are of", found: "none that say it",
                advice: NetworkProposal(model.contents).map {
                    "by names and shapes it could be --load \(model.source) --network '\($0.network)'; \($0.guesses)"
                } ?? "give the layers: --load \(model.source) --network dense:128,relu,dense:10")
        }
        var made = try options.makeScenario(isModelAlone ? model?.description : nil)
        if isModelAlone, let modelPath { made = PathsInFile(modelPath).resolve(made) }
        if let description = model?.description, options.network == nil, isModelAlone || options.scenario == nil {
            // Weights that say which network they are of need no other word.
            if let network = description.network {
                made.network = try LayerChain(parsing: network)
                hasNetworkOfModel = true
            }
            if options.loss == nil, let loss = description.scenario?.loss { made.loss = loss }
        }
        if let modelPath, isModelAlone, model?.description.scenario == nil {
            made.name = String(modelPath.split(separator: "/").last?.prefix { $0 != "." } ?? "model")
            made.summary = ""
        }
        scenario = made
        let isDataAlone = options.scenario == nil && options.data != nil && modelPath == nil
        choosesNetwork = isDataAlone && options.network == nil
        choosesLoss = options.loss == nil && (isDataAlone || hasNetworkOfModel && model?.description.scenario == nil)
    }

    /// The session of a file.
    init(_ record: SessionRecord, path: String) {
        scenario = record.scenario
        trainCount = record.trainCount
        modelPath = record.model
        self.record = (record, path)
    }

    /// The data set that is taken where none is named.
    func usualData() -> String { (try? DatasetCatalog.standard.defaultName(environment)) ?? "digits" }

    /// Finds out what can be found out without reading data, so that a slip is told before a screen opens.
    func check() throws {
        try scenario.validate()
        for (option, path) in [("--data", scenario.data), ("--test-data", scenario.testData)] {
            guard let path, DatasetCatalog.standard[path] == nil else { continue }
            guard environment.files.status(of: environment.expandingTilde(path)) == .missing else { continue }
            // The catalog knows what to say of a name or folder that is not there.
            _ = try DatasetCatalog.standard.load(path, request, option: option)
        }
    }

    /// The network of the file of weights, with its numbers, as it stands there.
    func network() throws -> Network<Float> {
        guard let model else {
            throw InputError(
                "'\(scenario.name)'", expected: "a .safetensors or .onnx file", found: "another name",
                advice: "backstep train --save digits.safetensors writes one")
        }
        return try model.network() ?? makeTrainer().network
    }

    /// Refuses data that a network from elsewhere was not made for, where its layers alone would not tell.
    private func check(_ data: DatasetPair, suits model: ModelFile?) throws {
        guard hasNetworkOfModel, let model, let input = model.description.input else { return }
        let shape = Shape(data.train.sampleShape)
        guard input.count != shape.count || input.rank == shape.rank && input.rank > 1 && input != shape else { return }
        throw InputError(
            .malformed, model.source, expected: "samples of \(input) numbers", found: "\(shape) in \(data.train.name)",
            advice: "name the data that it is for: --data flowers.csv")
    }

    private var request: DatasetRequest {
        var request = DatasetRequest(
            environment: environment, seed: scenario.seed, trainCount: trainCount ?? scenario.trainCount, noise: scenario.noise,
            split: scenario.split, target: scenario.target, table: scenario.table, scale: scenario.scale)
        // Weights were trained on inputs of their own scale.
        if let description = model?.description, let scaling = description.scaling {
            request.scaling = (description.inputs, scaling)
        }
        return request
    }

    /// The data of another scenario, from the same places.
    func data(of other: Scenario) throws -> DatasetPair {
        var source = self
        source.scenario = other
        // So many samples were asked for of the data that was named with them.
        if other.data != scenario.data { source.trainCount = nil }
        try source.check()
        return try source.load { _ in }
    }

    /// - Parameter progress: told what is being done.
    func load(_ progress: (String) -> Void) throws -> DatasetPair {
        if let samples = scenario.samples { return samples.pair }
        let name = try scenario.data ?? DatasetCatalog.standard.defaultName(environment)
        progress(name == "digits" ? "drawing digits" : "reading \(name)")
        var pair = try DatasetCatalog.standard.load(name, request)
        if let test = scenario.testData {
            progress("reading \(test)")
            if let entry = DatasetCatalog.standard[test] {
                let other = try entry.load(request)
                guard other.heldOut.sampleShape == pair.train.sampleShape, other.heldOut.targetWidth == pair.train.targetWidth
                else {
                    throw InputError(
                        .malformed, "--test-data \(test)",
                        expected: "samples like those of \(pair.train.name), \(pair.train.sampleShape)",
                        found: "\(other.heldOut.sampleShape)")
                }
                pair = pair.with(heldOut: other.heldOut)
            } else {
                pair = try DatasetCatalog.standard.replacingHeldOut(of: pair, with: test, request)
            }
        }
        return pair
    }

    /// A run that only goes forward; not of a session file, which says where to go back to.
    func makeTrainer(_ progress: (String) -> Void = { _ in }) throws -> Trainer {
        let parts = try prepare(history: 0, progress)
        return try Trainer(parts.scenario, data: parts.data, model: parts.model)
    }

    /// - Parameter history: bytes for going back in time.
    func makeSession(history: Int, _ progress: (String) -> Void = { _ in }) throws -> Session {
        let (scenario, data, model) = try prepare(history: history, progress)
        guard let (record, path) = record else { return try Session(scenario, data: data, model: model, history: history) }
        let session = try Session(scenario, data: data, seed: record.seed, model: model, history: history)
        if try !session.replay(record, source: path, progress) {
            throw InputError(
                .malformed, path, expected: "the parameters \(record.digest ?? "") that it was written with",
                found: session.parametersDigest(),
                advice:
                    "this machine or version computes other bits, or the data is not the same: take the line 'parameters' out of the file to open it all the same"
            )
        }
        return session
    }

    /// Everything that a run is built from.
    func prepare(history: Int, _ progress: (String) -> Void) throws -> (
        scenario: Scenario, data: DatasetPair, model: ModelFile?
    ) {
        try check()
        var model = try model ?? modelPath.map(ModelReading.read)
        var data = try load(progress)
        for sample in record?.0.added ?? [] {
            guard let more = data.adding(sample) else {
                throw InputError(
                    .malformed, "\(record?.path ?? ""): points",
                    expected: "points of \(data.train.featureCount) numbers with a target like those of \(data.train.name)",
                    found: "\(sample.features)")
            }
            data = more
        }
        try check(data, suits: model)
        var scenario = scenario.suited(
            to: data, network: choosesNetwork, loss: choosesLoss, isForeign: hasNetworkOfModel)
        if hasNetworkOfModel, model?.description.scenario == nil { model?.leaveSoftmax(of: &scenario) }
        progress("building the network")
        try MemoryNeed(scenario, data: data, history: history).check(available: environment.availableMemory)
        return (scenario, data, model)
    }
}
