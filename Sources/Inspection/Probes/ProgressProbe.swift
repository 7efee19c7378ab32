/// Whether the run is getting anywhere, as of the iteration in view.
public struct ProgressProbe: Probe {
    public init() {}

    public var wants: TensorSet { .history }

    public func read(_ moment: any Moment) -> ProgressVerdict? {
        let count = min(moment.completedIterations, moment.metrics.count)
        var verdict = ProgressVerdict(
            moment.metrics.trainLoss, count: count, heldOut: moment.metrics.heldOut.filter { $0.iteration <= count },
            guessing: moment.guessingLoss,
            longestWindow: max(50, 2 * moment.machine.epochs.iterationsPerEpoch(at: moment.completedIterations)))
        verdict.latest = moment.metrics.smoothedTrainLoss(at: count)
        verdict.latestBatches = RunMetrics.smoothedBatches(at: count)
        // One batch's is that in view, as soon as it is known: nothing else on the screen speaks of the one before.
        let status = moment.cache.frame?.status ?? moment.status
        if verdict.latestBatches == 1, status.hasLoss, let loss = status.batchLoss { verdict.latest = loss }
        return verdict
    }
}
