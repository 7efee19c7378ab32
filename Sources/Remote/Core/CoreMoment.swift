import Datasets
import Inspection
import NeuralNetwork

/// A recorded step of a small PyTorch network as a moment like any other: its layers, its parameters and its batch are this program's, and what
/// it computes of them is held against what PyTorch has computed.
final class CoreMoment: Moment {
    let network: Network<Float>
    let loss: Loss<Float>
    let optimizer: any Optimizer<Float>
    let clip = ClipSpec("none")
    let penalty = PenaltySpec.none
    let schedule = ScheduleSpec("constant")
    let data: DatasetPair
    let batchSize: Int
    let seed: UInt64 = 0
    let settings: [RunSetting] = []
    let columns: [GraphColumn]
    let trainable: [Int]
    let machine: StepMachine
    let watchScope: WatchScope
    let guessingLoss: Double? = nil
    var position: Position
    let walkState: WalkState? = nil
    private(set) var pinned = SampleReference.train(0)
    let log: InterventionLog
    let workspace: Workspace<Float>
    let observer: Workspace<Float>
    let batchIndices: [Int]
    let batchLoss: Double
    let metrics: RunMetrics
    let predictions = PinnedPredictions()
    let distributions = DistributionHistory()
    let watches = WatchList()
    let evaluator: Evaluator
    let cache = MomentCache()
    /// Largest difference between what PyTorch has computed and what was computed here, relative to the largest number of its tensor: of the
    /// output and, where one process trains, of the gradients.
    let difference: Double
    /// Update that was recorded.
    let update: Int
    private let rate: Double
    /// Parameters as the update found them.
    let parametersBefore: FlatStore<Float>
    /// The optimizer's state as the update found it, slot by slot.
    private var slotsBefore: [FlatStore<Float>] = []
    /// Whether the update is known: computed here, and proved by the weights that it has led to.
    private(set) var hasUpdate = false
    private let step: WholeStep
    private let layerOfCall: [Int]
    /// The optimizer; nil of one that is none of this program's.
    let knownOptimizer: OptimizerSpec?

    /// Computes a step again.
    /// - Parameters:
    ///   - rate: η of the update, as far as it is known.
    ///   - optimizer: nil of one that is none of this program's.
    ///   - isAlone: whether one process trains: of several the gradients are a mean over batches that have not been sent.
    init(_ step: WholeStep, name: String, rate: Double, optimizer spec: OptimizerSpec?, isAlone: Bool) throws(CoreNetwork.Refusal)
    {
        let core = try CoreNetwork(step)
        guard let shape = step.shape(.input), let input = step.values(.input), let gradient = step.values(.outputGradient) else {
            throw CoreNetwork.Refusal(description: "the gradient at the network's output has not been sent")
        }
        network = core.network
        (self.step, layerOfCall) = (step, core.layerOfCall)
        parametersBefore = FlatStore(copying: core.network.parameters)
        let count = shape[0]
        workspace = network.makeWorkspace(capacity: count, inputGradient: true)
        for (index, value) in input.enumerated() { workspace.input[index] = Float(value) }
        network.forward(in: workspace, mode: .eval)
        let known = KnownLoss(
            outputs: workspace.output.array.map(Double.init), gradient: gradient, count: count,
            isOfLogarithms: core.endsInLogSoftmax)
        guard let known else { throw CoreNetwork.Refusal(description: "its loss is none that can be told from its gradient") }
        loss = Loss(known.spec, output: network.spec.output)
        let set = Self.data(known, name: name, shape: shape, input: input.map { Float($0) })
        data = DatasetPair(train: set, heldOut: set)
        batchSize = count
        batchIndices = Array(0..<count)
        set.fill(workspace, loss.spec, batchIndices)
        network.forward(in: workspace, mode: .eval)
        loss.backward(in: workspace)
        network.backward(in: workspace)
        batchLoss = loss.value(in: workspace)
        var difference = core.difference
        if isAlone, let own = workspace.gradients {
            for (place, call) in zip(core.layerOfCall, step.calls.calls) {
                for (entry, number) in CoreNetwork.parameters(ofLayer: place, network, call, step.model) {
                    guard let theirs = step.gradients[number], theirs.count == entry.range.count else { continue }
                    difference = max(
                        difference, CoreNetwork.difference(own.values(entry.range).map(Double.init), theirs.map(Double.init)))
                    // From here on the gradients are PyTorch's.
                    for (offset, value) in theirs.enumerated() { own[entry.range.lowerBound + offset] = value }
                }
            }
        }
        self.difference = difference
        update = step.record.step
        self.rate = rate
        let network = network
        trainable = network.layers.indices.filter { !network.parameterRange(ofLayer: $0).isEmpty }
        machine = StepMachine(
            layerCount: network.layers.count, trainableLayers: trainable, iterationsPerEpoch: RunBook.endless)
        position = Position(iteration: step.record.step - 1, done: machine.doneBeforeUpdates)
        columns = GraphColumn.columns(of: network, sampleShape: set.sampleShape)
        watchScope = WatchScope(network, columns, classNames: set.classNames, outputs: network.spec.output.count)
        // Of an unknown one nothing is shown; a moment has to have one.
        let optimizer = spec ?? "sgd"
        (self.optimizer, knownOptimizer) = (optimizer.make(parameterCount: network.parameters.count), spec)
        log = InterventionLog(rate: rate, optimizer: optimizer)
        metrics = RunMetrics(trainableLayers: trainable.count)
        evaluator = Evaluator(network: network, loss: loss, data: set)
        observer = network.makeWorkspace(capacity: 1, parameterGradients: false)
        observe()
    }

    private static func data(_ loss: KnownLoss, name: String, shape: [Int], input: [Float]) -> Dataset {
        Dataset(
            name: name, source: "one batch of a run", sampleShape: Array(shape.dropFirst()),
            classNames: loss.classes == nil ? [] : (0..<loss.width).map(String.init), features: .values(input),
            targets: loss.classes.map { .classes($0) } ?? .vectors(loss.values, width: loss.width))
    }

    /// Place of the call that a layer computes again; nil of a function that is no module.
    func call(ofLayer layer: Int) -> Int? { layerOfCall.firstIndex(of: layer) }

    /// Pins another sample of the batch.
    func pin(_ index: Int) {
        pinned = .train((index % batchSize + batchSize) % batchSize)
        observe()
    }

    private func observe() {
        observer.count = 1
        data.train.fill(observer, loss.spec, CollectionOfOne(pinned.index))
        network.forward(in: observer, mode: .eval)
        loss.backward(in: observer)
        network.backward(in: observer)
    }

    /// Makes the update, and keeps it if it leads to the weights that PyTorch's has led to: of an optimizer that is known only by name nobody
    /// would know whether it does the same.
    /// - Parameter found: the parameters as the next update found them, by number.
    func prove(_ found: [Int: [Float]]) {
        guard !hasUpdate, let gradients = workspace.gradients, knownOptimizer != nil else { return }
        for slot in optimizer.slots {
            guard let name = OptimizerSpec.slotNames[slot.name] else { return }
            for (entry, number) in entries { write(step.slots[name]?[number] ?? [], entry, slot.store) }
        }
        slotsBefore = optimizer.slots.map { FlatStore(copying: $0.store) }
        optimizer.step = step.updates ?? (step.slots.isEmpty ? 0 : 1)
        optimizer.beginStep()
        for layer in trainable {
            optimizer.update(
                network.parameterRange(ofLayer: layer), learningRate: rate, parameters: network.parameters, gradients: gradients)
        }
        let isRight = entries.allSatisfy { entry, number in
            guard let values = found[number], values.count == entry.range.count else { return false }
            let before = parametersBefore.values(entry.range)
            func change(_ after: some Collection<Float>) -> [Double] { zip(after, before).map { Double($0) - Double($1) } }
            return CoreNetwork.difference(change(network.parameters.values(entry.range)), change(values)) < Self.sameUpdate
        }
        guard isRight else {
            network.parameters.copy(from: parametersBefore)
            return
        }
        hasUpdate = true
        cache.forgetNorms()
    }

    /// Relative difference of changes below which two updates are the same: weights are rounded after each.
    private static let sameUpdate = 1e-2

    /// The spread of activations over the batch.
    var activations: ActivationsProbe.Reading {
        let samples = min(ActivationsProbe.samples, batchSize)
        return ActivationsProbe.Reading(
            layers: columns.dropFirst().map { $0.spread(in: workspace, of: samples) }, samples: samples, iteration: update,
            isOfBatch: true)
    }

    /// Tensors of the network, each with the number of the parameter that it is.
    private var entries: [(entry: ParameterLayout.Entry, parameter: Int)] {
        zip(layerOfCall, step.calls.calls).flatMap { CoreNetwork.parameters(ofLayer: $0, network, $1, step.model) }
    }

    private func write(_ values: [Float], _ entry: ParameterLayout.Entry, _ store: FlatStore<Float>) {
        guard values.count == entry.range.count else { return }
        for (offset, value) in values.enumerated() { store[entry.range.lowerBound + offset] = value }
    }

    /// States of the step that can be shown: its update is among them once it is proved.
    var end: Int { hasUpdate ? machine.stateCount : machine.doneBeforeUpdates }

    var computed: Position { hasUpdate ? machine.end(ofIteration: position.iteration) : position }
    var batchDataLoss: Double { batchLoss }
    var iterationForChanges: Int { position.iteration }
    var observedIteration: Int? { position.iteration }
    func learningRate(at iteration: Int) -> Double { rate }
    func rate(at iteration: Int) -> Double { rate }
    /// NaN while the update is not proved: it is not in view then, and no number is made of them.
    func slotsBefore(ofParameter offset: Int) -> [Double] {
        hasUpdate ? slotsBefore.map { Double($0[offset]) } : optimizer.slots.map { _ in .nan }
    }
    func metrics(ofBranch id: Int) -> RunMetrics { metrics }
    func log(ofBranch id: Int) -> InterventionLog? { nil }

    var status: Status {
        if let status = cache.frame?.status { return status }
        var status = Status(
            dataName: data.train.name, networkText: network.spec.text, loss: loss.spec, optimizer: knownOptimizer,
            batch: batchSize,
            seed: seed,
            learningRate: rate, iterationRate: rate, baseLearningRate: rate, position: position, machine: machine,
            layers: LayerLabel.labels(of: self), columns: columns, newest: position.iteration,
            batchCount: machine.hasDone(.batch, at: position) ? batchSize : 0, pinnedLabel: data.label(of: pinned),
            classNames: data.train.classNames, pinned: pinned, trainCount: data.train.count, heldOutCount: 0,
            parameterCount: network.parameters.count, suggestedNeuron: 0, batchLoss: hasLossInView ? batchLoss : nil,
            watchScope: watchScope)
        status.capabilities = Capabilities.attached
        return status
    }
}
