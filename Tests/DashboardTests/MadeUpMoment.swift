import Datasets
import Inspection
import NeuralNetwork

/// A moment that nothing has trained: one layer whose outputs and errors are written down by hand. No session stands behind it.
final class MadeUpMoment: Moment {
    let network: Network<Float>
    let loss: Loss<Float>
    let optimizer: any Optimizer<Float>
    let clip = ClipSpec("none")
    let penalty = PenaltySpec.none
    let schedule = ScheduleSpec("constant")
    let data = Example.data
    let batchSize = 3
    let seed: UInt64 = 1
    let settings: [RunSetting] = []
    let columns: [GraphColumn]
    let trainable = [0]
    let machine = StepMachine(layerCount: 1, trainableLayers: [0], iterationsPerEpoch: 10)
    let watchScope: WatchScope
    let guessingLoss: Double? = nil
    /// After the backward pass, before the update.
    let position = Position(iteration: 0, done: 4)
    let walkState: WalkState? = nil
    let pinned = SampleReference.heldOut(1)
    let log: InterventionLog
    let workspace: Workspace<Float>
    let observer: Workspace<Float>
    let batchIndices = [0, 1, 2]
    let batchLoss = 1.5
    let batchDataLoss = 1.5
    let metrics = RunMetrics(trainableLayers: 1)
    let predictions = PinnedPredictions()
    let distributions = DistributionHistory()
    let watches = WatchList()
    let evaluator: Evaluator
    let cache = MomentCache()
    let capabilities: Capabilities

    /// - Parameter outputs: softmax's inputs for the pinned sample, one a class.
    init(outputs: [Float], capabilities: Capabilities) throws {
        self.capabilities = capabilities
        let sample = data.train.sampleShape
        network = try Network(NetworkSpec(input: [sample.reduce(1, *)], layers: [LayerSpec("dense:3")]), seed: 1)
        loss = Loss(LossSpec("softmaxCrossEntropy"), output: network.spec.output)
        optimizer = OptimizerSpec("sgd").make(parameterCount: network.parameters.count)
        columns = GraphColumn.columns(of: network, sampleShape: sample)
        watchScope = WatchScope(network, columns, classNames: data.train.classNames, outputs: 3)
        log = InterventionLog(rate: 0.1, optimizer: OptimizerSpec("sgd"))
        workspace = network.makeWorkspace(capacity: 3, inputGradient: false)
        observer = network.makeWorkspace(capacity: 1, parameterGradients: false)
        evaluator = Evaluator(network: network, loss: loss, data: data.heldOut)
        workspace.count = 3
        observer.count = 1
        observer.targetClasses[0] = Int32(data.label(of: pinned) ?? 0)
        for (unit, output) in outputs.enumerated() { observer.output.pointer[unit] = output }
        loss.backward(in: observer)
    }

    var computed: Position { position }
    var iterationForChanges: Int { 0 }
    var observedIteration: Int? { 0 }
    var parametersBefore: FlatStore<Float> { network.parameters }
    func learningRate(at iteration: Int) -> Double { 0.1 }
    func rate(at iteration: Int) -> Double { 0.1 }
    func slotsBefore(ofParameter offset: Int) -> [Double] { [] }
    func metrics(ofBranch id: Int) -> RunMetrics { metrics }
    func log(ofBranch id: Int) -> InterventionLog? { nil }

    var status: Status {
        var status = Status(
            dataName: "bars", networkText: network.spec.text, loss: loss.spec,
            optimizer: optimizer.spec, batch: 3, seed: seed, learningRate: 0.1, iterationRate: 0.1, baseLearningRate: 0.1,
            position: position, machine: machine,
            layers: [
                LayerLabel(
                    index: 0, spec: network.layers[0].spec, formula: network.layers[0].formula(.sum), inputs: 64, outputs: 3,
                    parameterCount: 195,
                    column: 1)
            ],
            columns: columns, newest: 0, batchCount: 3, pinnedLabel: data.label(of: pinned),
            classNames: data.heldOut.classNames, pinned: pinned, trainCount: data.train.count,
            heldOutCount: data.heldOut.count, parameterCount: network.parameters.count, suggestedNeuron: 0,
            batchLoss: batchLoss, watchScope: watchScope)
        status.capabilities = capabilities
        return status
    }
}

/// A run of one made-up moment, which goes nowhere.
final class MadeUpDriver: RunDriver {
    let moment: MadeUpMoment
    private(set) var requests: [Request] = []

    init(_ moment: MadeUpMoment) { self.moment = moment }

    var status: Status { moment.status }
    var isRunning: Bool { false }
    var speed: RunSpeed { .usual }
    func destination(of request: Request) -> Position? { nil }
    func perform(_ request: Request, while shouldContinue: () -> Bool) { requests.append(request) }
    func runOn(observed: Bool, while shouldContinue: () -> Bool) {}
    func snapshot(_ probes: [any Probe]) -> Snapshot {
        var snapshot = Snapshot(status: status)
        for probe in probes { snapshot.take(probe, from: moment) }
        return snapshot
    }
}
