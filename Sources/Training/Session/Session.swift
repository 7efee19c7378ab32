import Basics
import Datasets
import Inspection
import NeuralNetwork

/// A run with a cursor in time: every state of every iteration can be gone to, forwards and backwards, and looked at there.
///
/// A ``Trainer`` computes; the session keeps what one goes back to (checkpoints, branches) and what is looked at (records, the
/// iteration in view). `execute` runs one state; every step, run and replay loops over it. A session belongs to one thread.
public final class Session: Moment {
    /// Training itself.
    public let trainer: Trainer
    /// Branches, bookmarks, and what can be undone.
    var timeline: Timeline
    /// States to go back to.
    var checkpoints: CheckpointStore<Checkpoint>
    /// Curves and other records along the branch in view.
    var recorders: Recorders
    /// The iteration in view, kept to be looked at.
    var observation: Observation
    /// Cursor in time.
    public private(set) var cursor = Cursor(position: .start)
    /// Columns of the network graph, the input first.
    public let columns: [GraphColumn]
    /// Order of the terms and neurons that steps go through.
    public internal(set) var walkMachine: WalkMachine
    /// The neuron that the last walk through each column began with.
    var walkBeginnings: [WalkColumn: Int] = [:]
    /// Findings about the first NaN or infinity.
    var examined: (record: NonFiniteRecord, result: PostMortem?)?
    /// Results that are kept while they hold.
    public let cache = MomentCache()
    /// Numbers that are not to be seen for now.
    var hidden = HiddenNumbers()
    /// Whoever computes landscapes.
    var surveyor: any Surveyor = SurveyorAtOnce()
    /// Names that expressions can use here.
    public private(set) lazy var watchScope = WatchScope(
        network, columns, classNames: data.train.hasClasses && outputNames.count == loss.outputShape.count ? outputNames : [],
        outputs: loss.outputShape.count)
    /// Loss of a batch when its samples are not looked at, penalties apart: that of the best constant output.
    public private(set) lazy var guessingLoss = trainer.guessingLoss
    private lazy var inputNames = ShortNames.of(data.train.inputNames, width: 14)
    private lazy var labels = LayerLabel.labels(of: self)
    private lazy var networkText = network.spec.text
    /// The same with the share that is dropped as it was set by hand.
    private var changedNetwork: (dropRate: Double, labels: [LayerLabel], text: String)?
    /// The neuron of column 1 that the pinned sample excites most before training: something to look at first.
    var suggestedNeuron = 0

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    ///   - history: bytes for checkpoints, at least 1.
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

    /// Begins what has been planned. Nothing is computed until the beginning is looked at or left.
    init(_ plan: SessionPlan) {
        trainer = Trainer(plan.training)
        trainer.keepsNormsBeforeClipping = true
        columns = GraphColumn.columns(of: trainer.network, sampleShape: trainer.data.train.sampleShape)
        walkMachine = WalkMachine(
            machine: trainer.machine, groups: WalkGroup.groups(of: trainer.network, columns: columns, machine: trainer.machine))
        timeline = Timeline(log: trainer.log, ghostBudget: max(4 << 20, plan.history / 8))
        recorders = Recorders(trainableLayers: trainer.trainable.count)
        observation = Observation(trainer)
        checkpoints = CheckpointStore(
            budget: plan.history, size: trainer.stateByteCount,
            interval: plan.checkpointInterval
                ?? Checkpoint.interval(trainer.network, batch: min(trainer.scenario.batch, trainer.data.train.count)))
        keepCheckpoint(0)
    }

    /// Position in view.
    public internal(set) var position: Position {
        get { cursor.position }
        set { cursor = Cursor(position: newValue) }
    }

    /// Part of the position's last states that is shown; nil: everything.
    public internal(set) var walkState: WalkState? {
        get { cursor.walkState }
        set { cursor = Cursor(position: position, walkState: newValue) }
    }

    /// The first iteration that a change made now has an effect on: this one, until its updates have begun.
    public var iterationForChanges: Int {
        machine.hasBegunUpdates(at: position) ? position.iteration + 1 : position.iteration
    }

    /// Iterations wholly done at the position in view.
    public var completedIterations: Int { trainer.machine.completedIterations(at: position) }

    /// The farthest moment that this run has been at.
    public var farthest: Position { timeline.farthest }

    /// Completed iterations of the farthest point of this run.
    public var newest: Int { machine.completedIterations(at: farthest) }

    /// Samples that training has gone through at the position in view.
    public var samplesSeen: Int { trainer.samplesSeen(afterIterations: completedIterations) }

    /// Counts what a session file would say differently.
    public var revision: Int { timeline.revision }

    /// Loss and accuracy on the whole training set, with the present parameters.
    public func evaluateTrain() -> Evaluation { trainer.evaluateTrain() }

    /// Loss and accuracy on the whole held-out set, with the present parameters.
    public func evaluateHeldOut() -> Evaluation { trainer.evaluateHeldOut() }

    /// Facts of the session as a whole.
    public var status: Status { cache.frame?.status ?? makeStatus() }

    /// Labels and text of the network as it is in force.
    private var networkInForce: (labels: [LayerLabel], text: String) {
        guard let rate = dropRate else { return (labels, networkText) }
        if let kept = changedNetwork, kept.dropRate == rate { return (kept.labels, kept.text) }
        let changed = labels.map { label in
            var label = label
            label.spec = label.spec?.dropping(rate)
            return label
        }
        let text = LayerChain(layersInForce).text
        changedNetwork = (rate, changed, text)
        return (changed, text)
    }

    private func makeStatus() -> Status {
        let (labels, networkText) = networkInForce
        var status = Status(
            dataName: data.train.name, view: scenario.view, scenarioName: scenario.name, summary: scenario.summary,
            networkText: networkText, loss: loss.spec,
            optimizer: optimizer.spec,
            batch: batchSize, seed: seed, learningRate: learningRate, iterationRate: learningRate(at: position.iteration),
            baseLearningRate: baseLearningRate, position: position, machine: machine, layers: labels,
            columns: columns, newest: newest, batchCount: machine.hasDone(.batch, at: position) ? batchIndices.count : 0,
            pinnedLabel: data.label(of: pinned), classNames: data.heldOut.classNames, inputNames: inputNames, pinned: pinned,
            trainCount: data.train.count,
            heldOutCount: data.heldOut.count, parameterCount: network.parameters.count,
            suggestedNeuron: suggestedNeuron, batchLoss: hasLossInView && !hidden.hidesLoss ? batchDataLoss : nil,
            penaltyLoss: hasLossInView && !hidden.hidesLoss && !penalty.isNone ? batchLoss - batchDataLoss : nil,
            nonFinite: postMortem?.headline ?? nonFinite?.description, postMortem: postMortem, watchScope: watchScope,
            walkState: walkState)
        status.hidden = hidden
        (status.bug, status.isHunt) = (scenario.hunt ? nil : scenario.bug, scenario.hunt)
        return status
    }

    /// A word on what trains, but hardly as it was meant; nil where there is nothing to say.
    var remark: String? {
        let (outputs, classes) = (loss.outputShape.count, data.train.classCount)
        guard loss.spec.takesClasses, outputs > classes else { return trainer.remark }
        return
            "\(outputs) outputs for \(classes) classes: \(outputs - classes) stand for none; dense:\(classes) at the end has one each"
    }
}
