import Datasets
import Inspection
import NeuralNetwork

// Parts of the session as a moment has them.

extension Session {
    // MARK: The run

    /// Settings that the run began with.
    public var scenario: Scenario { trainer.scenario }
    public var data: DatasetPair { trainer.data }
    public var seed: UInt64 { trainer.seed }
    /// File that the parameters began with, if not with draws.
    public var model: ModelFile? { trainer.model }
    public var machine: StepMachine { trainer.machine }
    public var network: Network<Float> { trainer.network }
    public var optimizer: any Optimizer<Float> { trainer.optimizer }
    public var loss: Loss<Float> { trainer.loss }
    public var clip: ClipSpec { trainer.clip }
    public var penalty: PenaltySpec { trainer.penalty }
    public var schedule: ScheduleSpec { trainer.schedule }
    public var evaluator: Evaluator { trainer.evaluator }
    public var trainable: [Int] { trainer.trainable }
    /// Samples in a batch.
    public var batchSize: Int { log.batch(at: iterationForChanges) }
    /// Share of units that dropout layers leave out, where it was set by hand.
    public var dropRate: Double? { log.dropRate(at: iterationForChanges) }
    public func learningRate(at iteration: Int) -> Double { trainer.learningRate(at: iteration) }
    public func rate(at iteration: Int) -> Double { trainer.rate(at: iteration) }

    // MARK: What has been computed

    /// Farthest state of the present iteration that has been computed; `position` may be behind it.
    public var computed: Position { trainer.position }
    public var workspace: Workspace<Float> { trainer.workspace }
    public var batchIndices: [Int] { trainer.batchIndices }
    public var batchLoss: Double { trainer.batchLoss }
    public var batchDataLoss: Double { trainer.batchDataLoss }
    public var fractionCorrect: Double? { trainer.fractionCorrect }
    public var normsBeforeClipping: [Double] { trainer.normsBeforeClipping }
    public var nonFinite: NonFiniteRecord? { trainer.nonFinite }
    /// Every change made to the branch in view.
    public internal(set) var log: InterventionLog {
        get { trainer.log }
        set {
            trainer.log = newValue
            if walkMachine.machine != machine { walkMachine = WalkMachine(machine: machine, groups: walkMachine.groups) }
        }
    }

    // MARK: The iteration in view

    public var observer: Workspace<Float> { observation.workspace }
    public var observedIteration: Int? { observation.iteration }
    public var pinned: SampleReference { observation.pinned }
    public var gradientsBeforeClipping: FlatStore<Float>? { observation.gradientsBeforeClipping }
    /// Parameters as the observed iteration began.
    public var parametersBefore: FlatStore<Float> { observation.start.parameterValues }
    public var buffersBefore: FlatStore<Float> { observation.start.buffers }
    /// State that the optimizer had of a parameter as the observed iteration began, a value a slot.
    public func slotsBefore(ofParameter offset: Int) -> [Double] { observation.start.slotValues(offset) }

    // MARK: Records

    public var metrics: RunMetrics { recorders.metrics }
    public var verdictsBefore: KeptVerdicts? { recorders.verdicts }
    /// Breakpoints and watches, evaluated at the end of every iteration.
    public internal(set) var watches: WatchList {
        get { recorders.watches }
        set { recorders.watches = newValue }
    }
    public var predictions: PinnedPredictions { recorders.predictions(of: pinned, along: log, revision: revision) }
    public var distributions: DistributionHistory { recorders.distributions(along: log, revision: revision) }
}
