import Datasets
import NeuralNetwork

/// One moment of a run, to be looked at: the network with its numbers, the batch and the sample in view, the way there, and what may
/// be found out. Whatever has these can be drawn: a session that trains here, or a run that lives elsewhere and sends its tensors.
///
/// A moment belongs to one thread. Reading it changes nothing that a run depends on; what is found out is kept in ``cache``.
///
///     struct LossProbe: Probe {
///         func read(_ moment: any Moment) -> Double? { moment.hasLossInView ? moment.batchLoss : nil }
///     }
public protocol Moment: AnyObject {
    // MARK: The run

    /// The network with its parameters as they are at the computed position; ``parametersBefore`` has those of the iteration's
    /// beginning.
    var network: Network<Float> { get }
    /// The loss that training minimizes, with the memory of its last pass.
    var loss: Loss<Float> { get }
    /// The optimizer with its state: a store a slot, and the number of updates made.
    var optimizer: any Optimizer<Float> { get }
    /// Limit on gradients, between the last backward state and the first update.
    var clip: ClipSpec { get }
    /// Penalty that the size of parameters adds to the loss.
    var penalty: PenaltySpec { get }
    /// Course of η over the iterations, as a factor of the rate set.
    var schedule: ScheduleSpec { get }
    /// The training samples and the held-out ones.
    var data: DatasetPair { get }
    /// Samples in a batch.
    var batchSize: Int { get }
    /// Share of units that dropout layers leave out, where it was set by hand; nil: each its own.
    var dropRate: Double? { get }
    /// The seed from which initial weights, batches and masks follow.
    var seed: UInt64 { get }
    /// Settings by the names that they have in a scenario file.
    var settings: [RunSetting] { get }
    /// Columns of the network graph, the input first.
    var columns: [GraphColumn] { get }
    /// Numbers of the layers that have parameters.
    var trainable: [Int] { get }
    /// The states of an iteration, in order: what turns a position into a phase and back.
    var machine: StepMachine { get }
    /// Names that expressions can use here.
    var watchScope: WatchScope { get }
    /// Loss of a batch when its samples are not looked at, penalties apart; nil where it is not known.
    var guessingLoss: Double? { get }

    // MARK: Where it stands

    /// Position in view.
    var position: Position { get }
    /// Part of the position's last states that is shown; nil: everything.
    var walkState: WalkState? { get }
    /// Farthest state of the present iteration that has been computed; `position` may be behind it.
    var computed: Position { get }
    /// The pinned sample, of either part of the data: its pass is made beside the batch's.
    var pinned: SampleReference { get }
    /// Changes made to the branch in view.
    var log: InterventionLog { get }
    /// Facts of the run as a whole.
    var status: Status { get }
    /// η of an iteration, after the schedule.
    func learningRate(at iteration: Int) -> Double
    /// η set in an iteration, before the schedule.
    func rate(at iteration: Int) -> Double
    /// First iteration that a change made now has an effect on.
    var iterationForChanges: Int { get }

    // MARK: The iteration in view

    /// Iteration whose beginning is kept and through which the pinned sample has gone; nil after one that nobody watched.
    var observedIteration: Int? { get }
    /// Pass of the batch.
    var workspace: Workspace<Float> { get }
    /// Pass of the pinned sample.
    var observer: Workspace<Float> { get }
    /// Indices of the batch's samples in the training set.
    var batchIndices: [Int] { get }
    /// Objective of the batch: what is minimized, the loss of its samples and the penalty.
    var batchLoss: Double { get }
    /// Loss of the batch's samples alone: what the screen calls the loss, comparable with the held-out one.
    var batchDataLoss: Double { get }
    /// Fraction of the batch that is read right; nil where outputs are no classes.
    var fractionCorrect: Double? { get }
    /// Parameters as the observed iteration began.
    var parametersBefore: FlatStore<Float> { get }
    /// Running statistics and other buffers as the observed iteration began.
    var buffersBefore: FlatStore<Float> { get }
    /// State that the optimizer had of a parameter as the observed iteration began, a value a slot.
    func slotsBefore(ofParameter offset: Int) -> [Double]
    /// Gradients before clipping changed them; nil where none has been clipped and looked at.
    var gradientsBeforeClipping: FlatStore<Float>? { get }
    /// ‖∂L/∂θ‖₂ of each trainable layer before clipping; empty where nothing is clipped.
    var normsBeforeClipping: [Double] { get }
    /// Verdicts on the layers at the end of the iteration before.
    var verdictsBefore: KeptVerdicts? { get }

    // MARK: The way there

    /// Recorded numbers of the branch in view, an entry an iteration; they may go beyond the position in view.
    var metrics: RunMetrics { get }
    /// Recorded numbers of any branch, by the branch's number.
    func metrics(ofBranch id: Int) -> RunMetrics
    /// Every branch of the run, in the order in which they came to be.
    var branches: [BranchSummary] { get }
    /// Changes that lead along a branch; nil if there is none of this number.
    func log(ofBranch id: Int) -> InterventionLog?
    /// Predictions for the pinned sample over the present run.
    var predictions: PinnedPredictions { get }
    /// Spread of weights, gradients and updates over the present run.
    var distributions: DistributionHistory { get }
    /// Breakpoints and watches, with their recent values and hits.
    var watches: WatchList { get }
    /// First NaN or infinity of the run; nil if all has been finite.
    var nonFinite: NonFiniteRecord? { get }
    /// The search for the first non-finite number, down to the single element; nil until it has been made.
    var postMortem: PostMortem? { get }

    // MARK: Finding out

    /// Passes over held-out samples.
    var evaluator: Evaluator { get }
    /// Findings that are kept from one frame to the next while they hold.
    var cache: MomentCache { get }
    /// The loss over two directions through the weights, as fine as it is known; nil while it is not.
    func landscape(_ choice: LandscapeChoice) -> Landscape?
}

/// Results that are kept while they hold, so that the probes of a frame, and frames one after the other, need not find them out again.
public final class MomentCache {
    /// Findings of the probes that are being asked together.
    package var frame: FrameCache?
    /// Norms of large layers in the iteration in view.
    package var layerNorms = LayerNorms()
    /// Passes over many held-out samples.
    package var heldOut = HeldOutCache()
    /// Pass of a picture drawn by hand, once there has been one.
    package var drawing: DrawingPass?
    /// Pass of the batch with the weights after its update, once there has been one.
    package var repeatedBatch: RepeatedBatch?
    /// Loss over the weight that was asked for last.
    package var lossCurve: LossCurve?
    /// Facts of the training samples.
    package var dataFacts: DataFacts?
    /// Activations at the beginning of the run, where somebody looked.
    package var early: RunFacts.Early?
    /// Facts of the layers at the last moment at which all gradients were known.
    package var diagnosed: (layers: [RunFacts.LayerFacts], budget: ShrinkBudget, clipping: (before: Double, after: Double)?)?

    package init() {}

    /// Norms have to be found again: parameters are others than they were.
    package func forgetNorms() { layerNorms = LayerNorms() }
}

/// Members that a moment may leave out: a run that only shows its tensors has clipped nothing, tried no other way and found no NaN.
extension Moment {
    public var gradientsBeforeClipping: FlatStore<Float>? { nil }
    public var normsBeforeClipping: [Double] { [] }
    public var dropRate: Double? { nil }
    public var verdictsBefore: KeptVerdicts? { nil }
    public var branches: [BranchSummary] { [] }
    public var nonFinite: NonFiniteRecord? { nil }
    public var postMortem: PostMortem? { nil }
    /// Nothing: whoever has the tensors of one moment alone cannot move the weights.
    public func landscape(_ choice: LandscapeChoice) -> Landscape? { nil }
}

extension Moment {

    /// The present ones: nothing that is looked at depends on them in training.
    public var buffersBefore: FlatStore<Float> { network.buffers }

    /// Iterations wholly done at the position in view.
    public var completedIterations: Int { machine.completedIterations(at: position) }

    /// Cursor in time: the position, and how much of it is shown.
    public var cursor: Cursor { Cursor(position: position, walkState: walkState) }

    /// η in force at the position in view: the rate set, as the schedule changes it.
    public var learningRate: Double { learningRate(at: iterationForChanges) }

    /// Rate set at the position in view, before the schedule: the scenario's, or the one set by hand.
    public var baseLearningRate: Double { rate(at: iterationForChanges) }

    public var fractionCorrect: Double? {
        guard data.train.hasClasses else { return nil }
        return workspace.countCorrect(loss.spec, loss.spec.targetForm, isBinary: data.train.classCount == 2).map {
            Double($0) / Double(max(1, workspace.count))
        }
    }

    /// The layers with the settings that are in force at the position in view.
    public var layersInForce: [LayerSpec] {
        dropRate.map { rate in network.spec.layers.map { $0.dropping(rate) } } ?? network.spec.layers
    }

    /// True if the iteration in view has got as far as its loss.
    public var hasLossInView: Bool { machine.hasDone(.loss, at: position) }

    /// True if the workspace's gradients are those that clipping has left: it comes with the first update.
    package var gradientsAreClipped: Bool { !clip.isNone && machine.hasBegunUpdates(at: computed) }

    /// ∂L/∂θ of the batch with penalties, before clipping.
    package var unclippedGradients: FlatStore<Float>? { gradientsAreClipped ? gradientsBeforeClipping : workspace.gradients }
}
