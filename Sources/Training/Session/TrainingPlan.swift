import Inspection
import NeuralNetwork

/// The meaning of a session's specifications for each step, looked up once: a small network's step is shorter than the search for
/// a name.
struct TrainingPlan {
    /// The form in which the loss takes its targets.
    let targets: TargetForm
    /// Whether parameters' sizes add to the loss.
    let hasPenalty: Bool
    /// Whether gradients are clipped; and whether by their norm, which then has to be known.
    let clips: Bool
    let clipsByNorm: Bool
    /// Whether η is the rate set, in every iteration.
    let isConstantRate: Bool
    /// Whether held-out samples are evaluated on the way: for the curve, or for criteria that need it.
    let evaluates: Bool
    /// Iterations from one evaluation to the next, at first.
    let evaluationInterval: Int
    /// Whether it stays so: a criterion counts evaluations.
    let evaluatesEvenly: Bool
    /// For each layer its number among those with parameters; −1 for the others.
    let trainableIndices: [Int]

    init(_ plan: SessionPlan, trainable: [Int], evaluationInterval: Int) {
        let (scenario, clip) = (plan.scenario, plan.scenario.clip ?? .none)
        self.evaluationInterval = evaluationInterval
        evaluatesEvenly = scenario.stop.contains { $0.needsEvaluations }
        var indices = Array(repeating: -1, count: (trainable.last ?? -1) + 1)
        for (index, layer) in trainable.enumerated() { indices[layer] = index }
        trainableIndices = indices
        targets = scenario.loss.targetForm
        hasPenalty = !plan.penalty.isNone
        clips = !clip.isNone
        clipsByNorm = clip.usesNorm
        isConstantRate = plan.schedule.isConstant
        evaluates = plan.history > 0 || scenario.stop.contains { $0.needsEvaluations }
    }
}
