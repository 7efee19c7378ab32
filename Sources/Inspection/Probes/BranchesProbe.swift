/// The loss and accuracy of each branch at the iteration in view.
public struct BranchesProbe: Probe {
    public init() {}

    /// One branch, and the numbers that it had at the cursor.
    public struct Row: Sendable, Hashable, Identifiable {
        /// The branch, with its parent and its changes.
        public var branch: BranchSummary
        /// Batch loss at the cursor, smoothed as in the curves; nil where this branch has not been there.
        public var trainLoss: Double?
        /// At the last evaluation up to the cursor.
        public var heldOutLoss: Double?
        /// Fraction read right at that evaluation; nil where targets are no classes.
        public var heldOutAccuracy: Double?
        public var id: Int { branch.id }
    }

    public struct Reading: Sendable, Hashable {
        /// In the order in which they came to be.
        public var rows: [Row]
        /// Iterations done at the position in view.
        public var cursor: Int
    }

    public var wants: TensorSet { .history }

    public func read(_ moment: any Moment) -> Reading? {
        let cursor = moment.completedIterations
        return Reading(
            rows: moment.branches.map { branch in
                let metrics = moment.metrics(ofBranch: branch.id)
                let held = branch.newest >= cursor ? metrics.heldOut.last { $0.iteration <= cursor } : nil
                return Row(
                    branch: branch, trainLoss: branch.newest >= cursor ? metrics.smoothedTrainLoss(at: cursor) : nil,
                    heldOutLoss: held?.loss,
                    heldOutAccuracy: held?.accuracy)
            }, cursor: cursor)
    }
}

extension RunMetrics {
    /// The mean batch loss over the last hundredth of the way to an iteration; nil where it has not been recorded.
    package func smoothedTrainLoss(at iteration: Int) -> Double? {
        guard iteration <= trainLoss.count else { return nil }
        return trainLoss.summary(of: max(0, iteration - Self.smoothedBatches(at: iteration))..<iteration)?.mean
    }

    /// Batches of the last hundredth of the way to an iteration.
    package static func smoothedBatches(at iteration: Int) -> Int { max(1, iteration / 100) }
}
