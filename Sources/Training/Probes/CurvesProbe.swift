/// The loss and accuracy of a range of iterations, in as many columns as a plot has.
public struct CurvesProbe: Probe {
    /// Columns to sum up in.
    public var columns: Int

    /// How close to look: the whole run halved so many times, around the moment in view.
    public var closeness: Int

    public init(columns: Int, closeness: Int = 0) {
        self.columns = columns
        self.closeness = closeness
    }

    /// The iterations to show of `count`: a part of them that ends with the moment in view where that is the newest, else has it in its middle.
    static func window(_ count: Int, closeness: Int, cursor: Int) -> Range<Int> {
        let whole = 0..<max(1, count)
        guard closeness > 0 else { return whole }
        let length = max(min(whole.count, 16), whole.count >> min(closeness, 40))
        let low = cursor >= whole.count - 1 ? whole.count - length : cursor - length / 2
        let start = max(0, min(whole.count - length, low))
        return start..<start + length
    }

    public struct Reading: Sendable {
        /// The iterations that the columns cover.
        public var range: Range<Int>
        /// Batch loss.
        public var trainLoss: [MetricSummary?]
        /// Fraction of the batches read right.
        public var trainAccuracy: [MetricSummary?]
        /// Evaluations in order; of very many, evenly spaced ones.
        public var heldOut: [HeldOutPoint]
        /// Batch loss of the iteration in view, the mean of the last hundredth of the way there (at least 1 iteration).
        public var latestTrainLoss: Double?
        /// Iterations done at the position in view; what is beyond has been seen already and will come again.
        public var cursor: Int
        public var iterationsPerEpoch: Int
        /// What was changed by hand on the branch in view, and where.
        public var interventions: [Intervention]
        /// Where the learning rate was changed by hand, and to what.
        public var rateChanges: [RateChange]
    }

    public struct RateChange: Sendable, Hashable {
        public var iteration: Int
        public var rate: Double
    }

    /// Every so many-th point and the last, so that there are at most about twice as many as columns.
    private func thinned(_ points: [HeldOutPoint]) -> [HeldOutPoint] {
        let stride = max(1, points.count / max(1, 2 * columns))
        if stride == 1 { return points }
        return points.indices.filter { $0 % stride == 0 || $0 == points.count - 1 }.map { points[$0] }
    }

    public func read(_ session: Session) -> Reading? {
        let metrics = session.metrics
        let cursor = session.completedIterations
        let range = Self.window(metrics.count, closeness: closeness, cursor: cursor)
        let known = min(cursor, metrics.count)
        return Reading(
            range: range, trainLoss: metrics.trainLoss.columns(columns, of: range),
            trainAccuracy: metrics.trainAccuracy.columns(columns, of: range),
            heldOut: thinned(
                metrics.heldOut.filter { closeness == 0 || range.lowerBound <= $0.iteration && $0.iteration <= range.upperBound }),
            latestTrainLoss: metrics.smoothedTrainLoss(at: known),
            cursor: cursor,
            iterationsPerEpoch: session.machine.iterationsPerEpoch,
            interventions: session.log.entries,
            rateChanges: session.log.rates.dropFirst().map { RateChange(iteration: $0.iteration, rate: $0.rate) })
    }
}
