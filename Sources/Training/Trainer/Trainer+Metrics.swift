import Inspection
import NeuralNetwork

extension Trainer {
    /// Takes each layer's statistics in every step from now on.
    public func startStatistics() {
        let statistics = StepStatistics(workspace, trainable: trainable)
        self.statistics = statistics
        keptStatistics = .passUnretained(statistics)
        keepsNormsBeforeClipping = true
        workspace.measureMatrices()
    }

    /// Columns of the numbers that each iteration has: of the run, then of each layer with parameters, named by its number
    /// and kind.
    public var metricsNames: [String] {
        ["iteration", "epoch", "trainLoss", "trainAccuracy", "heldOutLoss", "heldOutAccuracy", "learningRate"]
            + trainable.map { "\($0).\(network.layers[$0].spec.name).gradientNorm" }
    }

    /// Names of ``metricsOfStep()``: with what only a run that takes statistics in every step knows.
    public var stepMetricsNames: [String] {
        metricsNames
            + trainable.flatMap { layer in
                ["weightNorm", "updateRatio"].map { "\(layer).\(network.layers[layer].spec.name).\($0)" }
            }
    }

    /// Numbers of the iteration just finished, for a run that takes statistics (``startStatistics()``). Held-out samples are evaluated
    /// where they are due.
    public func metricsOfStep() -> [Double?] {
        let completed = completedIterations
        if !plan.evaluates { evaluateIfDue(completed: completed) }
        let point = evaluations.points.last.flatMap { $0.iteration == completed ? $0 : nil }
        let layers = trainable.indices
        return [
            Double(completed), machine.epochs.epochs(afterIterations: completed), batchDataLoss, fractionCorrect,
            point?.loss,
            point?.accuracy, learningRate(at: completed - 1),
        ] + layers.map { statistics?.gradientNorms[$0] }
            + layers.flatMap { [statistics?.weightNorms[$0], statistics?.updateRatios[$0]] }
    }
}
