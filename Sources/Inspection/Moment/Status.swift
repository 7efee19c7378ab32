import Datasets
import NeuralNetwork

/// Facts of a run as a whole at one moment: enough for title, phase rail and key hints.
public struct Status: Sendable, Hashable {
    /// Name of the data set: `mnist`, a file's name …
    public var dataName: String
    /// Facts of a run that trains elsewhere; nil of one of this program's own.
    public var attached: AttachedFacts?
    /// Things that the run can do.
    public var capabilities = Capabilities.all
    /// Numbers that are not to be seen for now.
    public var hidden = HiddenNumbers()
    /// The view that the scenario opens on.
    public var view = ViewHints.none
    /// The scenario's name; empty where nobody has said it.
    public var scenarioName = ""
    /// The scenario in a line; empty where nobody has said it.
    public var summary = ""
    /// The layers in their text form, which reads as the same network: `dense(128),relu,dense(10)`.
    public var networkText: String
    /// The loss with its settings; nil where nobody has said it.
    public var loss: LossSpec?
    /// The optimizer of the present iteration with its settings; a change by hand may have replaced the scenario's.
    /// Nil of one that is not among those that this program knows.
    public var optimizer: OptimizerSpec?
    /// Samples in a batch, as set; the last one of an epoch may have fewer, see ``batchCount``.
    public var batch: Int
    /// The seed from which initial weights, batches and masks follow.
    public var seed: UInt64
    /// η in force, after the schedule.
    public var learningRate: Double
    /// η of the iteration in view: what its updates use, or have used.
    public var iterationRate: Double
    /// The rate set, before the schedule: what a change by hand changes.
    public var baseLearningRate: Double
    /// The position in view.
    public var position: Position
    /// The states of an iteration, from which phases, epochs and counts follow.
    public var machine: StepMachine
    /// Labels of the layers, in the network's order.
    public var layers: [LayerLabel]
    /// Columns of the network's graph, the input first.
    public var columns: [GraphColumn]
    /// True while training goes on by itself, whatever its speed.
    public var isRunning = false
    /// The other run of a comparison, if there is one.
    public var otherRuns: [Status] = []
    /// The settings in which it differs.
    public var differences: [SettingDifference] = []
    /// Iterations a second while running at full speed, 0 when that is not known.
    public var iterationsPerSecond = 0.0
    /// The speed at which a run goes, or would go.
    public var speed = RunSpeed.usual
    /// All branches, that in view among them.
    public var branches: [BranchSummary] = []
    /// Names of the parameters that have been changed by hand, by their places among all.
    public var changedParameters: [Int: ParameterName] = [:]
    /// The bug that is planted in the backward pass; nil where there is none, and where it is hunted.
    public var bug: BugSpec?
    /// Whether a bug is hunted, or its absence: then nothing but numbers tells.
    public var isHunt = false
    /// Work that no session file has.
    public var unsaved = UnsavedWork()
    /// Work that beginning anew would lose: a file that is kept as one goes is no refuge, since it will have the new run.
    public var lostAnew = UnsavedWork()
    /// True if there is anything that no session file has.
    public var isUnsaved: Bool { !unsaved.isEmpty }
    /// True while the session cannot be kept, so that a kill would lose what has been done.
    public var isKeepingFailed = false
    /// News of the run itself: why it has stopped.
    public var notice: String?
    /// The farthest iteration whose end has been reached (completed iterations): where `End` leads.
    public var newest: Int
    /// Samples in the present batch.
    public var batchCount: Int
    /// The class of the pinned sample; nil where targets are no classes.
    public var pinnedLabel: Int?
    /// Names of the classes; empty where targets are no classes.
    public var classNames: [String]
    /// Names of the inputs, cut so that they stay different; empty where they have none.
    public var inputNames: [String]
    /// The pinned sample.
    public var pinned: SampleReference
    /// Samples in the training set, those added by hand among them.
    public var trainCount: Int
    /// Samples in the held-out set.
    public var heldOutCount: Int
    /// Parameters of the network, all layers together.
    public var parameterCount: Int
    /// A neuron of column 1 worth looking at first.
    public var suggestedNeuron: Int
    /// Loss of the present batch's samples, once this iteration has got that far.
    public var batchLoss: Double?
    /// The penalty on the size of parameters, which makes the objective of it; nil without one.
    public var penaltyLoss: Double?
    /// The first layer, quantity and iteration where a NaN or infinity appeared, in words.
    public var nonFinite: String?
    /// Findings about it: the element, and what grew before.
    public var postMortem: PostMortem?
    /// Cures that are being tried, or have been.
    public var cures: CureTrials?
    /// Learning-rate range test that is being made, or has been.
    public var rateTest: RateTest?
    /// Names that breakpoints and watches can use.
    public var watchScope: WatchScope
    /// Part of the position's last states that is shown; nil: everything.
    public var walkState: WalkState?

    package init(
        dataName: String, view: ViewHints = ViewHints.none, scenarioName: String = "", summary: String = "",
        networkText: String, loss: LossSpec?, optimizer: OptimizerSpec?, batch: Int, seed: UInt64, learningRate: Double,
        iterationRate: Double, baseLearningRate: Double, position: Position, machine: StepMachine, layers: [LayerLabel],
        columns: [GraphColumn], isRunning: Bool = false, otherRuns: [Status] = [], differences: [SettingDifference] = [],
        iterationsPerSecond: Double = 0.0, speed: RunSpeed = RunSpeed.usual, branches: [BranchSummary] = [],
        changedParameters: [Int: ParameterName] = [:], unsaved: UnsavedWork = UnsavedWork(),
        lostAnew: UnsavedWork = UnsavedWork(), notice: String? = nil, newest: Int, batchCount: Int, pinnedLabel: Int? = nil,
        classNames: [String], inputNames: [String] = [], pinned: SampleReference, trainCount: Int,
        heldOutCount: Int, parameterCount: Int, suggestedNeuron: Int,
        batchLoss: Double? = nil, penaltyLoss: Double? = nil, nonFinite: String? = nil, postMortem: PostMortem? = nil,
        watchScope: WatchScope, walkState: WalkState? = nil
    ) {
        self.dataName = dataName
        self.view = view
        self.scenarioName = scenarioName
        self.summary = summary
        self.networkText = networkText
        self.loss = loss
        self.optimizer = optimizer
        self.batch = batch
        self.seed = seed
        self.learningRate = learningRate
        self.iterationRate = iterationRate
        self.baseLearningRate = baseLearningRate
        self.position = position
        self.machine = machine
        self.layers = layers
        self.columns = columns
        self.isRunning = isRunning
        self.otherRuns = otherRuns
        self.differences = differences
        self.iterationsPerSecond = iterationsPerSecond
        self.speed = speed
        self.branches = branches
        self.changedParameters = changedParameters
        self.unsaved = unsaved
        self.lostAnew = lostAnew
        self.notice = notice
        self.newest = newest
        self.batchCount = batchCount
        self.pinnedLabel = pinnedLabel
        self.classNames = classNames
        self.inputNames = inputNames
        self.pinned = pinned
        self.trainCount = trainCount
        self.heldOutCount = heldOutCount
        self.parameterCount = parameterCount
        self.suggestedNeuron = suggestedNeuron
        self.batchLoss = batchLoss
        self.penaltyLoss = penaltyLoss
        self.nonFinite = nonFinite
        self.postMortem = postMortem
        self.watchScope = watchScope
        self.walkState = walkState
    }

    /// Name of the pinned sample's class; nil where targets are no classes.
    public var pinnedName: String? { pinnedLabel.map { classNames.indices.contains($0) ? classNames[$0] : String($0) } }

    /// Iterations wholly done at the position in view.
    public var completedIterations: Int { machine.completedIterations(at: position) }
    /// True at the end of an iteration, when all its updates are done.
    public var isIterationDone: Bool { position.done == machine.stateCount }
    /// Share that running statistics have of their first values in the iteration in view, while it is more than a hundredth: a sample
    /// in view alone is then normalized otherwise than the batch is. Nil where there are none.
    public var firstStatistics: Double? {
        let share = layers.compactMap { $0.spec?.firstStatistics(afterSteps: position.iteration) }.max() ?? 0
        return share > 0.01 ? share : nil
    }
    /// Samples in the batch of the iteration in view, drawn or not: an epoch's last one has what is left.
    public var batchSize: Int {
        if batchCount > 0 { return batchCount }
        return machine.epochs.place(of: position.iteration).samples.count
    }
    /// Epochs done at the position in view, in fractions.
    public var epoch: Double { machine.epochs.epochs(afterIterations: completedIterations) }
    /// The state last done.
    public var phase: Phase? { machine.phase(at: position) }

    /// True if a state of the iteration in view is done and shown whole.
    private func shows(_ phase: Phase) -> Bool { shownDone > machine.ordinal(of: phase) }

    /// True if layer `layer` has computed its output in the iteration in view.
    public func hasForward(_ layer: Int) -> Bool {
        shows(.forward(layer)) && !hidesAny(layer) { hidesForward(layer, neuron: $0) }
    }

    /// True where a sample is numbers of rows that the first layer looks up.
    public var readsIndices: Bool { columns.readsIndices }

    /// True where a sample is a point of the plane: two numbers.
    public var isPlanar: Bool {
        columns.first.map { $0.units == 2 && $0.image == nil } ?? false && columns.count > 1 && !readsIndices
    }

    /// True where a sample is one number.
    public var isLinear: Bool {
        columns.first.map { $0.units == 1 } ?? false && columns.count > 1 && !readsIndices
    }

    /// True if the loss of the iteration in view has been computed and shown.
    public var hasLoss: Bool { shows(.loss) && !hidden.hidesLoss }

    /// True if the loss's gradient with respect to the output of layer `layer` is there in the iteration in view: the layer
    /// behind it, or the loss behind the last one, has sent it back.
    public func hasOutputGradient(_ layer: Int) -> Bool {
        shows(machine.source(ofGradientAtActivation: layer + 1)) && !hidesAny(layer) { hidesOutputGradient(layer, neuron: $0) }
    }

    /// True if a column's δ = ∂L/∂z is there in the iteration in view.
    public func hasError(column: Int) -> Bool {
        columns[column].layers.isEmpty ? hasBackward(0) : hasOutputGradient(columns[column].layers.lowerBound)
    }

    /// True if layer `layer` has computed its gradients in the iteration in view.
    public func hasBackward(_ layer: Int) -> Bool {
        hasDoneBackward(layer) && !hidesAny(layer) { hidesGradient(layer, neuron: $0) }
    }

    /// True if a layer's backward state is done and shown whole, whatever of its numbers is hidden.
    func hasDoneBackward(_ layer: Int) -> Bool { shows(.backward(layer)) }

    /// True if the loss's state is done and shown, whatever of its numbers is hidden.
    var hasDoneLoss: Bool { shows(.loss) }

    /// True if the parameters of layer `layer` have been updated in the iteration in view.
    public func hasUpdate(_ layer: Int) -> Bool {
        machine.hasDone(.update(layer), at: position) && !hidesAny(layer) { hidesChange(layer, neuron: $0) }
    }
}
