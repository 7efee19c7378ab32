import Datasets
import Inspection
import NeuralNetwork

/// A scenario being trained, with a cursor in time: every state of every iteration can be gone to, forwards and backwards.
///
/// `execute` runs one state of the step machine and is the only thing that computes; every step, run and replay loops over it, so
/// that the numbers at a position do not depend on the way there. A session belongs to one thread.
public final class Session: Moment {
    /// The settings that the run began with.
    public let scenario: Scenario
    /// The samples trained on, and those held out.
    public let data: DatasetPair
    /// The states of an iteration.
    public let machine: StepMachine
    /// The seed of this run; a restart may have changed the scenario's.
    public let seed: UInt64
    /// The parameters that the run began with, if not with draws.
    public let model: ModelFile?
    /// The columns of the network graph, the input first.
    public let columns: [GraphColumn]
    /// The network with its parameters as they are now.
    public let network: Network<Float>
    /// The optimizer with its state as it is now.
    public internal(set) var optimizer: any Optimizer<Float>
    /// The loss on an output and a target.
    public let loss: Loss<Float>
    /// Limit on gradients, between the last backward state and the first update.
    public let clip: ClipSpec
    /// Penalty that the size of parameters adds to the loss.
    public let penalty: PenaltySpec
    /// Course of η over the iterations, as a factor of the rate set.
    public let schedule: ScheduleSpec
    /// Criterion that ends the run besides the number of its iterations.
    let stopCriteria: [StopCriterion]
    /// The meaning of all that for each step.
    let trainingPlan: TrainingPlan
    /// The batch's pass.
    public let workspace: Workspace<Float>
    /// The pinned sample's pass.
    public let observer: Workspace<Float>
    /// Passes over held-out samples, in a workspace of their own.
    public let evaluator: Evaluator
    /// The numbers of the layers that have parameters.
    public let trainable: [Int]
    /// False in headless training, which keeps neither checkpoints nor per-iteration metrics.
    let keepsHistory: Bool
    var order: BatchOrder

    /// Position in view.
    public internal(set) var position: Position = .start {
        didSet { walkState = nil }
    }
    /// Part of the position's last states that is shown; nil: everything.
    public internal(set) var walkState: WalkState?
    /// Where steps of a term or a neuron lead.
    public let walkMachine: WalkMachine
    /// The neuron that the last walk through each column began with.
    var walkBeginnings: [WalkColumn: Int] = [:]
    /// Farthest state of the present iteration that has been computed; `position` may be behind it.
    public internal(set) var computed: Position = .start
    /// The farthest moment that this run has been at.
    public internal(set) var farthest: Position = .start
    /// The numbers of the iterations so far, along the branch in view.
    public internal(set) var metrics: RunMetrics
    /// Every change made to the branch in view.
    public internal(set) var log: InterventionLog {
        didSet {
            stateChanges = log.stateChanges
            rates = log.rates
        }
    }
    /// The iterations that begin with a change of parameters or optimizer, and the rates set: looked up in every iteration.
    private(set) var stateChanges: Set<Int> = []
    private var rates: [(iteration: Int, rate: Double)] = []
    /// The branches, and what can be undone.
    var timeline: Timeline
    /// Counts what a session file would say differently.
    public internal(set) var revision = 0
    /// Marks, and where long ways began.
    var places = Bookmarks()
    /// Bytes for the curves of branches that are not in view.
    let ghostBudget: Int
    var checkpoints: CheckpointStore<Checkpoint>
    /// The moment before the iteration in view changed anything: what back-steps and "before → after" are read from.
    let iterationStart: Checkpoint
    /// Which iteration `iterationStart` belongs to; nil after an iteration that nobody watched.
    public internal(set) var observedIteration: Int?
    /// Whether the iteration being run will be looked at.
    var isObserving = false
    /// The pinned sample.
    public internal(set) var pinned: SampleReference
    /// Indices of the present batch's samples.
    public internal(set) var batchIndices: [Int] = []
    /// Loss of the present batch: what is minimized, the data's loss and the penalty.
    public internal(set) var batchLoss = Double.nan
    /// Loss of the batch's samples alone, without the penalty: comparable with the held-out loss.
    public internal(set) var batchDataLoss = Double.nan
    /// Each trainable layer's ‖∂L/∂θ‖₂ before clipping changed it; empty where nothing is clipped.
    public internal(set) var normsBeforeClipping: [Double] = []
    /// Each trainable layer's ‖∂L/∂θ‖₂, where an update that nobody watched has measured it.
    var normsOfUpdate: [Double]
    /// Each layer's numbers of the present step, where somebody asked for them in every step.
    public internal(set) var statistics: StepStatistics? {
        didSet { keptStatistics = statistics.map { .passUnretained($0) } }
    }
    /// The same, for use without counting references, which would take longer than a small network's statistics: the session
    /// keeps them.
    private(set) var keptStatistics: Unmanaged<StepStatistics>?
    /// All gradients of the iteration in view before clipping changed them; nil where none has been clipped and looked at.
    public internal(set) var gradientsBeforeClipping: FlatStore<Float>?
    /// Batches since the last evaluation, for criteria about training itself.
    var recent = RecentBatches()
    /// Completed iterations at which a run stops by itself.
    public internal(set) var finalIteration: Int
    /// The first NaN or infinity; nil while all has been finite.
    public internal(set) var nonFinite: NonFiniteRecord?
    /// Findings about it.
    var examined: (record: NonFiniteRecord, result: PostMortem?)?
    /// Names that expressions can use here.
    public private(set) lazy var watchScope = WatchScope(
        network, columns, classNames: data.train.hasClasses && outputNames.count == loss.outputShape.count ? outputNames : [],
        outputs: loss.outputShape.count)
    /// The loss of a batch when its samples are not looked at, penalties apart: that of the best constant output.
    public private(set) lazy var guessingLoss = Guessing.loss(loss, of: data.train).map {
        loss.spec.reduction == .sum ? $0 * Double(min(scenario.batch, data.train.count)) : $0
    }
    /// Breakpoints and watches, evaluated at the end of every iteration.
    public internal(set) var watches = WatchList()
    /// Predictions for the pinned sample over the run.
    var pinnedPredictions = PinnedPredictions()
    /// Spread of weights, gradients and updates over the run.
    var distributionHistory = DistributionHistory()
    /// Verdicts on the layers at the end of the iteration before the one in view.
    public internal(set) var verdictsBefore: KeptVerdicts?
    /// The iteration whose pass the workspace holds; nil where parameters have come from elsewhere since.
    var passIteration: Int?
    /// Criteria that have stopped the run once and were overruled by going on.
    var overruled: Set<StopCriterion> = []
    /// Results that are kept while they hold.
    public let cache = MomentCache()
    private var labels: [LayerLabel] = []
    private let networkText: String
    /// The neuron of column 1 that the pinned sample excites most before training: something to look at first.
    private var suggestedNeuron = 0

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    ///   - history: bytes for checkpoints; 0 keeps neither checkpoints nor per-iteration metrics.
    ///   - checkpointInterval: iterations from one checkpoint to the next, at first; nil: what suits the network.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public convenience init(
        _ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil, history: Int = 256 << 20,
        checkpointInterval: Int? = nil
    ) throws {
        self.init(
            try SessionPlan(
                scenario, data: data, seed: seed, model: model, history: history, checkpointInterval: checkpointInterval))
    }

    /// Begins what has been planned.
    init(_ plan: SessionPlan) {
        let (scenario, data, network, history) = (plan.scenario, plan.data, plan.network, plan.history)
        (self.scenario, self.data, seed, model, self.network) = (scenario, data, plan.seed, plan.model, network)
        loss = Loss(scenario.loss, output: network.spec.output)
        optimizer = scenario.optimizer.make(parameterCount: network.parameters.count)
        (clip, penalty, stopCriteria) = (scenario.clip ?? .none, plan.penalty, scenario.stop)
        let capacity = min(scenario.batch, data.train.count)
        workspace = network.makeWorkspace(capacity: capacity, inputGradient: false)
        observer = network.makeWorkspace(capacity: 1, parameterGradients: false)
        evaluator = Evaluator(network: network, loss: loss, data: data.heldOut)
        order = plan.order
        networkText = network.spec.text
        trainable = network.layers.indices.filter { !network.parameterRange(ofLayer: $0).isEmpty }
        columns = GraphColumn.columns(of: network, sampleShape: data.train.sampleShape)
        machine = StepMachine(
            layerCount: network.layers.count, trainableLayers: trainable, iterationsPerEpoch: order.batchesPerEpoch)
        walkMachine = WalkMachine(
            machine: machine, groups: WalkGroup.groups(of: network, columns: columns, machine: machine))
        (finalIteration, schedule) = (plan.finalIteration, plan.schedule)
        trainingPlan = TrainingPlan(
            plan, trainable: trainable,
            evaluationInterval: Self.evaluationInterval(
                heldOut: data.heldOut.count, batch: scenario.batch, iterationsPerEpoch: machine.iterationsPerEpoch))
        normsOfUpdate = Array(repeating: .nan, count: trainable.count)
        metrics = RunMetrics(trainableLayers: trainable.count)
        log = InterventionLog(rate: scenario.learningRate, optimizer: scenario.optimizer)
        rates = log.rates
        timeline = Timeline(log: log)
        ghostBudget = max(4 << 20, history / 8)
        iterationStart = Checkpoint(network, optimizer)
        checkpoints = CheckpointStore(
            budget: history, size: iterationStart.byteCount,
            interval: plan.checkpointInterval ?? Self.checkpointInterval(network, batch: capacity))
        keepsHistory = history > 0
        var order = plan.order
        pinned = data.pinned(scenario.pin, firstBatch: order.batchIndices(iteration: 0))
        batchIndices.reserveCapacity(capacity)
        labels = makeLabels()
        if keepsHistory {
            recordHeldOut(completed: 0)
            keepCheckpoint(0)
            observe(0)
            if columns.count > 1 {
                let values = ObservedPass(workspace: observer, row: 0, index: pinned.index, deltaFactor: 1).values(
                    ofColumn: 1, self)
                suggestedNeuron = values.indices.largest(1) { values[$0].magnitude }.first ?? 0
            }
        } else if trainingPlan.evaluates {
            recordHeldOut(completed: 0)
        }
    }

    /// η of an iteration, a function of the iteration alone: a rate set by hand takes the place of the scenario's from its
    /// iteration on, and the schedule goes on counting from the beginning of training.
    public func learningRate(at iteration: Int) -> Double {
        trainingPlan.isConstantRate ? rate(at: iteration) : schedule.rate(rate(at: iteration), step: iteration)
    }

    /// The rate set in an iteration, before the schedule.
    public func rate(at iteration: Int) -> Double {
        var index = rates.count - 1
        while index > 0 && rates[index].iteration > iteration { index -= 1 }
        return rates[index].rate
    }

    /// Iterations from one checkpoint to the next, at first: so many that copying costs little beside training, and so few that
    /// replaying them takes no time that a person would notice. A step costs about as much as its products: batch × weights ×
    /// places that each is used at.
    private static func checkpointInterval(_ network: Network<Float>, batch: Int) -> Int {
        var products = 1.0
        for (index, layer) in network.layers.enumerated() {
            let shape = layer.outputShape
            // Of pictures [channels, height, width] every pixel, of sequences [time, features] every moment.
            let places = shape.rank == 3 ? shape[1] * shape[2] : shape.rank == 2 ? shape[0] : 1
            products += Double(network.parameterRange(ofLayer: index).count) * Double(places)
        }
        let iterations = 2e9 / (products * Double(batch))
        var interval = 1
        while interval < 512 && Double(interval * 2) <= iterations { interval *= 2 }
        return interval
    }

    /// The first iteration that a change made now has an effect on: this one, until its updates have begun.
    public var iterationForChanges: Int {
        machine.hasBegunUpdates(at: position) ? position.iteration + 1 : position.iteration
    }

    /// Completed iterations of the farthest point of this run.
    public var newest: Int { machine.completedIterations(at: farthest) }

    /// Samples that training has gone through at the position in view.
    public var samplesSeen: Int { order.samplesSeen(afterIterations: completedIterations) }

    /// Samples in a batch.
    public var batchSize: Int { scenario.batch }

    /// Parameters as the observed iteration began.
    public var parametersBefore: FlatStore<Float> { iterationStart.parameterValues }

    /// State that the optimizer had of a parameter as the observed iteration began, a value a slot.
    public func slotsBefore(ofParameter offset: Int) -> [Double] { iterationStart.slotValues(offset) }

    /// Facts of the session as a whole.
    public var status: Status { cache.frame?.status ?? makeStatus() }

    private func makeStatus() -> Status {
        Status(
            dataName: data.train.name, view: scenario.view, scenarioName: scenario.name, summary: scenario.summary,
            networkText: networkText, loss: loss.spec,
            optimizer: optimizer.spec,
            batch: scenario.batch, seed: seed, learningRate: learningRate, iterationRate: learningRate(at: position.iteration),
            baseLearningRate: baseLearningRate, position: position, machine: machine, layers: labels,
            columns: columns, newest: newest, batchCount: machine.hasDone(.batch, at: position) ? batchIndices.count : 0,
            pinnedLabel: data.label(of: pinned), classNames: data.heldOut.classNames, pinned: pinned,
            trainCount: data.train.count,
            heldOutCount: data.heldOut.count, parameterCount: network.parameters.count,
            suggestedNeuron: suggestedNeuron, batchLoss: hasLossInView ? batchLoss : nil,
            penaltyLoss: hasLossInView && !penalty.isNone ? batchLoss - batchDataLoss : nil,
            nonFinite: postMortem?.headline ?? nonFinite?.description, postMortem: postMortem, watchScope: watchScope,
            walkState: walkState)
    }

    private func makeLabels() -> [LayerLabel] {
        network.layers.indices.map { layer in
            LayerLabel(
                index: layer, spec: network.layers[layer].spec, formula: network.layers[layer].formula(letters(ofLayer: layer)),
                inputs: network.layers[layer].inputShape.count, outputs: network.layers[layer].outputShape.count,
                parameterCount: network.parameterRange(ofLayer: layer).count,
                column: columns.first { $0.layers.contains(layer) }?.index ?? 0)
        }
    }
}
