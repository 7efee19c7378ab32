/// Whether the run is getting anywhere, as of the iteration in view.
public struct ProgressProbe: Probe {
    public init() {}

    public func read(_ session: Session) -> ProgressVerdict? {
        let count = min(session.completedIterations, session.metrics.count)
        var verdict = ProgressVerdict(
            session.metrics.trainLoss, count: count, heldOut: session.metrics.heldOut.filter { $0.iteration <= count },
            guessing: session.guessingLoss, longestWindow: max(50, 2 * session.machine.iterationsPerEpoch))
        verdict.latest = session.metrics.smoothedTrainLoss(at: count)
        return verdict
    }
}
