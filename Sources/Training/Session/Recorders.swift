import Datasets
import Inspection
import NeuralNetwork

/// Records of a run along the branch in view. They are told of every iteration and asked by probes; nothing in training depends on
/// them.
struct Recorders {
    /// Numbers of the iterations so far, for the curves.
    var metrics: RunMetrics
    /// Breakpoints and watches, evaluated at the end of every iteration.
    var watches = WatchList()
    /// Verdicts on the layers at the end of the iteration before the one in view.
    var verdicts: KeptVerdicts?
    /// Each trainable layer's ‖∂L/∂θ‖₂ in the iteration under way, as soon as it has been found.
    var gradientNorms: [Double]
    private var predictionsOfPinned = PinnedPredictions()
    private var distributionHistory = DistributionHistory()

    /// Iterations written down: asked in every one, and of the numbers themselves, which a call would have to hold.
    var recordedIterations: Int { metrics.trainLoss.count }

    init(trainableLayers: Int) {
        metrics = RunMetrics(trainableLayers: trainableLayers)
        gradientNorms = Array(repeating: .nan, count: trainableLayers)
    }

    /// Predictions for a pinned sample along a log of changes.
    mutating func predictions(of pinned: SampleReference, along log: InterventionLog, revision: Int) -> PinnedPredictions {
        predictionsOfPinned.keep(of: pinned, along: log, revision: revision)
        return predictionsOfPinned
    }

    /// Spread of weights, gradients and updates along a log of changes.
    mutating func distributions(along log: InterventionLog, revision: Int) -> DistributionHistory {
        distributionHistory.keep(along: log, revision: revision)
        return distributionHistory
    }

    /// Takes what there is as an iteration begins: its changes have been made, and if it is observed, the pinned sample has gone
    /// through it.
    /// - Parameter revision: counts changes of the log.
    mutating func begin(_ iteration: Int, _ trainer: Trainer, _ observation: Observation, revision: Int) {
        if trainer.loss.outputShape.count <= 100 {
            predictionsOfPinned.keep(of: observation.pinned, along: trainer.log, revision: revision)
            if predictionsOfPinned.wants(iteration) { recordPrediction(iteration, trainer, observation) }
        }
        distributionHistory.keep(along: trainer.log, revision: revision)
        distributionHistory.begin(iteration, trainer.network, trainer.trainable)
    }

    private mutating func recordPrediction(_ iteration: Int, _ trainer: Trainer, _ observation: Observation) {
        if !observation.isUnderWay { observation.forward(trainer) }
        let (workspace, loss) = (observation.workspace, trainer.loss)
        predictionsOfPinned.append(iteration, loss.probabilities(in: workspace), loss.sampleValue(0, in: workspace))
    }

    /// Writes down what an iteration's passes have given, once: with ``gradientNorms``.
    mutating func record(_ iteration: Int, _ trainer: Trainer) {
        metrics.trainLoss.append(trainer.batchDataLoss)
        if let fractionCorrect = trainer.fractionCorrect { metrics.trainAccuracy.append(fractionCorrect) }
        for index in gradientNorms.indices {
            let norm = gradientNorms[index]
            metrics.gradientNorms[index].append(norm)
            if !norm.isFinite && trainer.nonFinite == nil {
                trainer.noteNonFiniteGradient(ofLayer: trainer.trainable[index], in: iteration)
            }
        }
    }

    /// Takes what there is at an iteration's end.
    mutating func end(_ iteration: Int, _ trainer: Trainer) {
        distributionHistory.end(iteration, trainer.network, trainer.trainable, trainer.gradients)
        if trainer.plan.isEvaluationDue(completed: iteration + 1, isWatched: true) {
            recordHeldOut(completed: iteration + 1, trainer)
        }
    }

    /// Adds a point to the held-out curve, unless it is there.
    mutating func recordHeldOut(completed: Int, _ trainer: Trainer) {
        if let last = metrics.heldOut.last, last.iteration >= completed { return }
        metrics.heldOut.append(
            trainer.heldOutPoint(completed: completed, trainMeans(since: metrics.heldOut.last?.iteration ?? 0)))
    }

    /// Means over the batches from an iteration on.
    private func trainMeans(since iteration: Int) -> (loss: Double, accuracy: Double?)? {
        let range = iteration..<max(iteration, metrics.count)
        return metrics.trainLoss.summary(of: range).map { ($0.mean, metrics.trainAccuracy.summary(of: range)?.mean) }
    }
}
