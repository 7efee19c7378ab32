import Inspection

extension Session {
    /// The columns of the numbers that each iteration has: of the run, then of each layer with parameters, named by its number
    /// and kind.
    public var metricsNames: [String] {
        ["iteration", "epoch", "trainLoss", "trainAccuracy", "heldOutLoss", "heldOutAccuracy", "learningRate"]
            + trainable.map { "\($0).\(network.layers[$0].spec.name).gradientNorm" }
    }

    /// The names of ``metricsOfStep``: with what only a run that takes statistics in every step knows.
    public var stepMetricsNames: [String] {
        metricsNames
            + trainable.flatMap { layer in
                ["weightNorm", "updateRatio"].map { "\(layer).\(network.layers[layer].spec.name).\($0)" }
            }
    }

    /// The numbers of the iteration just finished, for a run without history that takes statistics (``startStatistics()``).
    /// Held-out samples are looked at where they are due.
    public func metricsOfStep() -> [Double?] {
        let completed = completedIterations
        if !trainingPlan.evaluates { recordHeldOutIfDue(completed: completed) }
        let point = metrics.heldOut.last.flatMap { $0.iteration == completed ? $0 : nil }
        let layers = trainable.indices
        return [
            Double(completed), Double(completed) / Double(machine.iterationsPerEpoch), batchDataLoss, fractionCorrect,
            point?.loss,
            point?.accuracy, learningRate(at: completed - 1),
        ] + layers.map { statistics?.gradientNorms[$0] }
            + layers.flatMap { [statistics?.weightNorms[$0], statistics?.updateRatios[$0]] }
    }

    /// All iterations of this branch that have been recorded, line by line.
    public func metricsText(_ format: MetricsFormat) -> String {
        let names = metricsNames
        var heldOut: [Int: HeldOutPoint] = [:]
        for point in metrics.heldOut { heldOut[point.iteration] = point }
        var text = format.header(names)
        for index in 0..<metrics.count {
            let point = heldOut[index + 1]
            let values: [Double?] =
                [
                    Double(index + 1), Double(index + 1) / Double(machine.iterationsPerEpoch), metrics.trainLoss[index],
                    index < metrics.trainAccuracy.count ? metrics.trainAccuracy[index] : nil, point?.loss, point?.accuracy,
                    learningRate(at: index),
                ] + metrics.gradientNorms.map { index < $0.count ? $0[index] : nil }
            text += format.line(names, values)
        }
        return text
    }
}
