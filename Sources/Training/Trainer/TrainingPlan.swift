import Datasets
import Inspection
import NeuralNetwork

/// Meaning of a trainer's specifications for each step, looked up once: a small network's step is shorter than the search for a
/// name.
struct TrainingPlan {
    /// The form in which the loss takes its targets.
    let targets: TargetForm
    /// True if gradients are clipped; and if so by their norm, which then has to be known.
    let clips: Bool
    let clipsByNorm: Bool
    /// True if η is the rate set, in every iteration.
    let isConstantRate: Bool
    /// True if a stop criterion needs held-out samples evaluated on the way, and so counts on evaluations at even distances.
    let evaluates: Bool
    /// Iterations from one evaluation to the next, at first.
    let evaluationInterval: Int
    /// Epochs as the scenario has them, and the iterations of one.
    let epochs: EpochCourse
    let plannedPerEpoch: Double
    /// True if the schedule ends where the run does, and the run is counted in epochs.
    let scheduleFollowsEpochs: Bool
    /// The layer whose update is the first.
    let firstTrainable: Int?
    /// For each layer its number among those with parameters; −1 for the others.
    let trainableIndices: [Int]
    /// True if a planted bug sends errors back through weights that the batch has changed already.
    let errorsFollowBatch: Bool
    /// For each layer its parameters' places.
    let parameterRanges: [Range<Int>]

    init(_ plan: TrainerPlan, _ network: Network<Float>, _ machine: StepMachine) {
        let (scenario, clip) = (plan.scenario, plan.scenario.clip ?? .none)
        evaluates = scenario.stop.contains { $0.needsEvaluations }
        epochs = machine.epochs
        let perEpoch = epochs.iterationsPerEpoch(at: 0)
        plannedPerEpoch = Double(perEpoch)
        scheduleFollowsEpochs = plan.length.isInEpochs && (scenario.schedule ?? .constant).followsLength
        evaluationInterval = Self.evaluationInterval(
            heldOut: plan.data.heldOut.count, batch: scenario.batch, iterationsPerEpoch: perEpoch)
        var indices = Array(repeating: -1, count: network.layers.count)
        for (index, layer) in machine.trainableLayers.enumerated() { indices[layer] = index }
        trainableIndices = indices
        parameterRanges = network.layers.indices.map { network.parameterRange(ofLayer: $0) }
        firstTrainable = machine.trainableLayers.first
        targets = scenario.loss.targetForm
        clips = !clip.isNone
        clipsByNorm = clip.usesNorm
        isConstantRate = plan.schedule.isConstant
        errorsFollowBatch = scenario.bug?.followsBatch ?? false
    }

    /// Held-out samples are looked at twice an epoch, every 150 iterations of a long one, and never so often that it costs more
    /// than half of the training (a sample forward counts a third of one trained on).
    static func evaluationInterval(heldOut: Int, batch: Int, iterationsPerEpoch: Int) -> Int {
        max(1, min(iterationsPerEpoch / 2, 150), 2 * min(Evaluator.curveSamples, heldOut) / (3 * batch))
    }

    /// True if held-out samples are to be evaluated after so many iterations. Rarer in a long run: after 32 evaluations, every
    /// doubling of the run adds 16. Not where a criterion counts evaluations.
    /// - Parameter isWatched: a long interval's beginning is looked at, too: after 10, 20, 40 … iterations.
    func isEvaluationDue(completed: Int, isWatched: Bool = false) -> Bool {
        guard completed % evaluationInterval == 0 else {
            guard isWatched, completed < evaluationInterval, !evaluates else { return false }
            let (tens, rest) = completed.quotientAndRemainder(dividingBy: 10)
            return rest == 0 && tens & (tens - 1) == 0
        }
        let number = completed / evaluationInterval
        let spacing = number < 32 || evaluates ? 1 : 1 << (number.bitWidth - number.leadingZeroBitCount - 5)
        return number % spacing == 0
    }
}
