/// Numbers that a run leaves behind, iteration by iteration. Recorded once for each iteration, at its end; a replay finds it
/// already there.
public struct RunMetrics: Sendable {
    /// Loss of the batch, before the update and without penalties: comparable with held-out losses.
    package var trainLoss = MetricSeries()
    /// Fraction of the batch that was read right, before the update. Only where the targets are classes.
    package var trainAccuracy = MetricSeries()
    /// For each trainable layer, ‖∂L/∂θ‖₂ over all its parameters.
    package var gradientNorms: [MetricSeries]
    package var heldOut: [HeldOutPoint] = []

    package init(trainableLayers: Int) {
        gradientNorms = Array(repeating: MetricSeries(), count: trainableLayers)
    }

    /// Iterations recorded.
    package var count: Int { trainLoss.count }

    /// Memory taken, about.
    package var byteCount: Int {
        trainLoss.byteCount + trainAccuracy.byteCount + gradientNorms.reduce(0) { $0 + $1.byteCount }
            + heldOut.count * MemoryLayout<HeldOutPoint>.stride
    }

    /// Forgets what a changed future has not seen.
    /// - Parameters:
    ///   - count: iterations whose passes stay: they have been made before the change.
    ///   - unchangedIterations: iterations whose updates stay, too.
    package mutating func truncate(to count: Int, unchangedIterations: Int) {
        trainLoss.truncate(to: count)
        trainAccuracy.truncate(to: count)
        for index in gradientNorms.indices { gradientNorms[index].truncate(to: count) }
        heldOut.removeAll { $0.iteration > unchangedIterations }
    }
}

/// One evaluation on held-out samples.
public struct HeldOutPoint: Sendable, Hashable {
    /// Completed iterations at the evaluation.
    public var iteration: Int
    /// Mean loss of the samples, without penalties.
    public var loss: Double
    /// Fraction read right; nil where the targets are no classes.
    public var accuracy: Double?
    /// Samples that the evaluation looked at: the first ones of the held-out set.
    public var samples: Int
    /// Mean loss of the batches since the evaluation before; nil of none.
    public var trainLoss: Double?
    /// Mean fraction of them read right.
    public var trainAccuracy: Double?
    /// R², where outputs are numbers to be approximated.
    public var determination: Double?

    package init(
        iteration: Int, loss: Double, accuracy: Double?, samples: Int, trainLoss: Double? = nil, trainAccuracy: Double? = nil
    ) {
        (self.iteration, self.loss, self.accuracy, self.samples) = (iteration, loss, accuracy, samples)
        (self.trainLoss, self.trainAccuracy) = (trainLoss, trainAccuracy)
    }
}
