import Datasets

/// The loss and accuracy of a range of iterations, in as many columns as a plot has.
public struct CurvesProbe: Probe {
    /// Columns to sum up in.
    public var columns: Int

    /// The closeness: the whole run halved so many times, around the moment in view.
    public var zoomLevel: Int

    /// The whole run, or a part of it around the moment in view.
    public init(columns: Int, zoomLevel: Int = 0) {
        self.columns = columns
        self.zoomLevel = zoomLevel
    }

    /// The iterations to show of `count`: a part of them that ends with the moment in view where that is the newest, else has it
    /// in its middle.
    package static func window(_ count: Int, zoomLevel: Int, cursor: Int) -> Range<Int> {
        let whole = 0..<max(1, count)
        guard zoomLevel > 0 else { return whole }
        let length = max(min(whole.count, 16), whole.count >> min(zoomLevel, 40))
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
        /// The same at the end of the curve, whichever moment is in view; nil where that is not shown.
        public var newestTrainLoss: Double?
        /// Iterations done at the position in view; what is beyond has been seen already and will come again.
        public var cursor: Int
        /// Where epochs begin and end among the iterations.
        public var epochs: EpochCourse
        /// Changes by hand on the branch in view, each with its iteration.
        public var interventions: [Intervention]
        /// Where the learning rate was changed by hand, and to what.
        public var rateChanges: [RateChange]
        /// Where the schedule changes it at once, as steps do; not where it glides.
        public var scheduledChanges: [RateChange]
        /// Numbers that a run's own program has noted, the newest of each name.
        public var notes: [Note]

        package init(
            range: Range<Int>, trainLoss: [MetricSummary?], trainAccuracy: [MetricSummary?], heldOut: [HeldOutPoint],
            latestTrainLoss: Double?, newestTrainLoss: Double?, cursor: Int, epochs: EpochCourse,
            interventions: [Intervention], rateChanges: [RateChange], scheduledChanges: [RateChange], notes: [Note] = []
        ) {
            (self.range, self.trainLoss, self.trainAccuracy, self.heldOut) = (range, trainLoss, trainAccuracy, heldOut)
            (self.latestTrainLoss, self.newestTrainLoss, self.cursor) = (latestTrainLoss, newestTrainLoss, cursor)
            (self.epochs, self.interventions) = (epochs, interventions)
            (self.rateChanges, self.scheduledChanges) = (rateChanges, scheduledChanges)
            self.notes = notes
        }
    }

    /// A number under a name that somebody else's program gives it.
    public struct Note: Sendable, Hashable {
        /// The name, as it was given.
        public var name: String
        /// Iterations done when it was noted.
        public var iteration: Int
        /// The number.
        public var value: Double

        package init(name: String, iteration: Int, value: Double) {
            (self.name, self.iteration, self.value) = (name, iteration, value)
        }
    }

    /// A jump of the learning rate.
    public struct RateChange: Sendable, Hashable {
        /// The first iteration with the new rate.
        public var iteration: Int
        /// The new η.
        public var rate: Double

        package init(iteration: Int, rate: Double) { (self.iteration, self.rate) = (iteration, rate) }
    }

    /// Every so many-th point and the last, so that there are at most about twice as many as columns.
    private func thinned(_ points: [HeldOutPoint]) -> [HeldOutPoint] {
        let stride = max(1, points.count / max(1, 2 * columns))
        if stride == 1 { return points }
        return points.indices.filter { $0 % stride == 0 || $0 == points.count - 1 }.map { points[$0] }
    }

    public var wants: TensorSet { .history }

    public func read(_ moment: any Moment) -> Reading? {
        let metrics = moment.metrics
        let cursor = moment.completedIterations
        let range = Self.window(metrics.count, zoomLevel: zoomLevel, cursor: cursor)
        let known = min(cursor, metrics.count)
        return Reading(
            range: range, trainLoss: metrics.trainLoss.columns(columns, of: range),
            trainAccuracy: metrics.trainAccuracy.columns(columns, of: range),
            heldOut: thinned(
                metrics.heldOut.filter { zoomLevel == 0 || range.lowerBound <= $0.iteration && $0.iteration <= range.upperBound }),
            latestTrainLoss: metrics.smoothedTrainLoss(at: known),
            newestTrainLoss: range.upperBound >= metrics.count ? metrics.smoothedTrainLoss(at: metrics.count) : nil,
            cursor: cursor,
            epochs: moment.machine.epochs,
            interventions: moment.log.entries,
            rateChanges: moment.log.rates.dropFirst().map { RateChange(iteration: $0.iteration, rate: $0.rate) },
            scheduledChanges: moment.scheduledChanges(in: range, parts: columns))
    }
}

/// Factor by which a schedule has to change η between two iterations to be a jump.
private let leastJump = 1.2

extension Moment {
    /// The iterations of a range from which on the schedule has the learning rate jump: of several within one of so many parts
    /// the largest.
    package func scheduledChanges(in range: Range<Int>, parts: Int) -> [CurvesProbe.RateChange] {
        guard !schedule.isConstant, range.count > 1, parts > 0 else { return [] }
        /// The ratio of two iterations' factors of the schedule, the larger one by the smaller.
        func jump(_ a: Int, _ b: Int) -> Double {
            let (first, second) = (schedule.rate(1, step: a), schedule.rate(1, step: b))
            guard first > 0, second > 0 else { return 1 }
            return max(first / second, second / first)
        }
        let count = min(parts, range.count - 1)
        let last = range.upperBound - 1
        return (0..<count).compactMap { part in
            var low = range.lowerBound + (last - range.lowerBound) * part / count
            var high = range.lowerBound + (last - range.lowerBound) * (part + 1) / count
            guard jump(low, high) > leastJump else { return nil }
            while high - low > 1 {
                let middle = (low + high) / 2
                if jump(low, middle) >= jump(middle, high) { high = middle } else { low = middle }
            }
            // Where it glides, the iterations beside these two differ as much.
            let beside = max(low > 0 ? jump(low - 1, low) : 1, jump(high, high + 1))
            guard jump(low, high) > leastJump, beside < jump(low, high).squareRoot() else { return nil }
            return CurvesProbe.RateChange(iteration: high, rate: learningRate(at: high))
        }
    }

    /// From one iteration to the next; what is smaller is not worth a mark.
}
