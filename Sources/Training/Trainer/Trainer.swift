import Datasets
import Inspection
import NeuralNetwork

/// Training alone: one iteration after the other, forward only, with nothing kept to go back or to be looked at.
///
/// ``execute(_:of:measuring:)`` runs one state of the step machine and is the only thing that trains. ``finishIteration()`` loops over
/// it; a ``Session`` does more before and after each state, and nothing else in between, so that the numbers at a position do not
/// depend on the way there. A trainer belongs to one thread.
///
///     let trainer = try Trainer(scenario, data: data)
///     while trainer.reasonToStop == nil { trainer.finishIteration() }
///     print(trainer.evaluateHeldOut().loss)
public final class Trainer {
    /// Settings that the run began with.
    public let scenario: Scenario
    /// Samples trained on, and those held out.
    public let data: DatasetPair
    /// Seed of this run; a restart may have changed the scenario's.
    public let seed: UInt64
    /// File that the parameters began with, if not with draws.
    public let model: ModelFile?
    /// States of an iteration, along the epochs as the changes by hand have them.
    public private(set) var machine: StepMachine
    /// Network with its parameters as they are now.
    public let network: Network<Float>
    /// Numbers of the layers that have parameters.
    public let trainable: [Int]
    /// Optimizer with its state as it is now.
    public internal(set) var optimizer: any Optimizer<Float>
    /// Loss on an output and a target.
    public let loss: Loss<Float>
    /// Limit on gradients, between the last backward state and the first update.
    public let clip: ClipSpec
    /// Penalty that the size of parameters adds to the loss, in the iteration of `position`.
    public internal(set) var penalty: PenaltySpec
    /// True if there is one.
    var hasPenalty: Bool
    /// Share of units that dropout layers leave out in that iteration, where it was set by hand.
    var dropRate: Double?
    /// Course of η over the iterations, as a factor of the rate set.
    public let schedule: ScheduleSpec
    /// Pass of the batch, with room for the largest one so far.
    public private(set) var workspace: Workspace<Float>
    /// Passes over held-out samples, in a workspace of their own.
    public let evaluator: Evaluator
    /// Meaning of all that for each step.
    let plan: TrainingPlan
    var order: BatchOrder
    private(set) var gradients: FlatStore<Float>

    /// Changes by hand, which iterations begin with.
    var log: InterventionLog {
        didSet {
            (stateChanges, rates) = (log.stateChanges, log.rates)
            takeEpochs()
            takeSettings(of: position.iteration)
        }
    }
    /// Iterations that begin with a change of parameters or optimizer, and the rates set: looked up in every iteration.
    private(set) var stateChanges: Set<Int> = []
    private var rates: [(iteration: Int, rate: Double)]
    /// True while batches are as they were planned.
    private var hasPlannedEpochs = true

    /// Last state done.
    public internal(set) var position = Position.start
    /// Indices of the present batch's samples.
    public internal(set) var batchIndices: [Int] = []
    /// Loss of the present batch: what is minimized, the data's loss and the penalty.
    public internal(set) var batchLoss = Double.nan
    /// Loss of the present batch's samples alone, without the penalty: comparable with the held-out loss.
    public internal(set) var batchDataLoss = Double.nan
    /// Iteration whose pass the workspace holds; nil where parameters have come from elsewhere since.
    var passIteration: Int?
    /// ‖∂L/∂θ‖₂ of each trainable layer before clipping changed it; empty where nothing is clipped, or nobody asks.
    var normsBeforeClipping: [Double] = []
    /// True if somebody asks for them.
    var keepsNormsBeforeClipping = false
    /// First NaN or infinity; nil while all has been finite.
    var nonFinite: NonFiniteRecord?

    /// End of the run.
    var stopping: Stopping
    /// Evaluations of a run that nobody watches, where its stop criteria need them.
    var evaluations = EvaluationLog()
    /// Numbers of each layer in the present step, where somebody asked for them in every step.
    public internal(set) var statistics: StepStatistics?
    /// The same, for use without counting references, which would take longer than a small network's statistics.
    var keptStatistics: Unmanaged<StepStatistics>?

    /// - Parameters:
    ///   - data: what to train on, and what to hold out.
    ///   - seed: in place of the scenario's.
    ///   - model: parameters to begin with, in place of drawn ones.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public convenience init(_ scenario: Scenario, data: DatasetPair, seed: UInt64? = nil, model: ModelFile? = nil) throws {
        self.init(try TrainerPlan(scenario, data: data, seed: seed, model: model))
    }

    /// Begins what has been planned.
    init(_ plan: TrainerPlan) {
        let (scenario, data, network) = (plan.scenario, plan.data, plan.network)
        (self.scenario, self.data, seed, model, self.network) = (scenario, data, plan.seed, plan.model, network)
        loss = Loss(scenario.loss, output: network.spec.output, bug: network.spec.bug)
        optimizer = scenario.optimizer.make(parameterCount: network.parameters.count)
        (clip, penalty, schedule, order) = (scenario.clip ?? .none, plan.penalty, plan.schedule, plan.order)
        hasPenalty = !plan.penalty.isNone
        workspace = network.makeWorkspace(capacity: plan.batchCapacity, inputGradient: false)
        guard let gradients = workspace.gradients else { preconditionFailure("the training workspace has gradients") }
        self.gradients = gradients
        evaluator = Evaluator(network: network, loss: loss, data: data.heldOut)
        trainable = network.layers.indices.filter { !network.parameterRange(ofLayer: $0).isEmpty }
        machine = StepMachine(
            layerCount: network.layers.count, trainableLayers: trainable, epochs: order.epochs)
        self.plan = TrainingPlan(plan, network, machine)
        stopping = Stopping(scenario.stop, plan.length, order.epochs)
        log = InterventionLog(
            rate: scenario.learningRate, optimizer: scenario.optimizer, penalty: plan.penalty, batch: scenario.batch)
        rates = log.rates
        batchIndices.reserveCapacity(plan.batchCapacity)
        noteNonFiniteModel()
    }

    /// Iterations wholly done.
    public var completedIterations: Int { machine.completedIterations(at: position) }

    /// Samples that training has gone through.
    public var samplesSeen: Int { samplesSeen(afterIterations: completedIterations) }

    func samplesSeen(afterIterations iterations: Int) -> Int { machine.epochs.samplesSeen(afterIterations: iterations) }

    /// η of an iteration, a function of the iteration alone: a rate set by hand takes the place of the scenario's from its
    /// iteration on, and the schedule goes on counting from the beginning of training.
    public func learningRate(at iteration: Int) -> Double {
        plan.isConstantRate ? rate(at: iteration) : schedule.rate(rate(at: iteration), step: scheduleStep(of: iteration))
    }

    /// Steps of the schedule that have been made before an iteration. One that ends where the run ends goes with the epochs, which
    /// batches of another size make longer or shorter; any other counts iterations.
    private func scheduleStep(of iteration: Int) -> Int {
        if hasPlannedEpochs || !plan.scheduleFollowsEpochs { return iteration }
        return Int(saturating: (machine.epochs.epochs(afterIterations: iteration) * plan.plannedPerEpoch).rounded())
    }

    /// Has epochs and the memory of a batch follow the changes made. Whoever sets a log with a larger batch goes to a moment before it,
    /// or computes the iteration in view anew.
    private func takeEpochs() {
        var epochs = plan.epochs
        for (iteration, size) in log.batches { epochs = epochs.changing(to: size, from: iteration) }
        hasPlannedEpochs = epochs == plan.epochs
        if epochs == machine.epochs { return }
        machine = machine.along(epochs)
        (order.epochs, stopping.epochs) = (epochs, epochs)
        guard epochs.largestBatch > workspace.capacity else { return }
        precondition(statistics == nil, "a run that nobody watches has no changes")
        workspace = network.makeWorkspace(capacity: epochs.largestBatch, inputGradient: false)
        guard let made = workspace.gradients else { preconditionFailure("the training workspace has gradients") }
        (gradients, passIteration) = (made, nil)
        batchIndices.reserveCapacity(epochs.largestBatch)
    }

    /// Rate set in an iteration, before the schedule.
    public func rate(at iteration: Int) -> Double {
        var index = rates.count - 1
        while index > 0 && rates[index].iteration > iteration { index -= 1 }
        return rates[index].rate
    }
}
