/// The curves of the branches that are not in view, from where they leave the one that is: what would have come, or has come
/// elsewhere.
public struct GhostsProbe: Probe {
    /// Columns to sum each up in.
    public var columns: Int
    /// Branches to give at most, the latest ones.
    public var count: Int
    /// Only this one, whole, with its gradient norms; nil: all.
    public var branch: Int?

    /// The latest branches that are not in view, or a single one.
    public init(columns: Int, count: Int = 6, branch: Int? = nil) {
        self.columns = columns
        self.count = count
        self.branch = branch
    }

    /// The curves of one branch.
    public struct Ghost: Sendable, Hashable, Identifiable {
        public var id: Int
        /// The branch's name, to write beside the curve.
        public var name: String
        /// The iterations that the columns cover.
        public var range: Range<Int>
        /// Batch loss in each column; nil where it has none.
        public var trainLoss: [MetricSummary?]
        /// Fraction of the batches read right in each column.
        public var trainAccuracy: [MetricSummary?]
        /// ‖∂L/∂θ‖₂ of each trainable layer; only where one branch was asked for.
        public var gradientNorms: [[MetricSummary?]]
        /// Evaluations on held-out samples from the fork on; of very many, evenly spaced ones.
        public var heldOut: [HeldOutPoint]
    }

    public var wants: TensorSet { .history }

    public func read(_ moment: any Moment) -> [Ghost]? {
        let others = moment.branches.filter { branch == nil ? !$0.isPresent : $0.id == branch }
        return others.suffix(max(0, count)).compactMap { other in
            let metrics = moment.metrics(ofBranch: other.id)
            let fork = branch != nil ? 0 : moment.log(ofBranch: other.id).flatMap { moment.log.divergence(from: $0) } ?? 0
            guard metrics.count > fork else { return nil }
            // One iteration of what is shared, so that the curve begins on the other.
            let range = max(0, fork - 1)..<metrics.count
            let points = metrics.heldOut.filter { $0.iteration >= fork }
            let stride = max(1, points.count / max(1, columns))
            return Ghost(
                id: other.id, name: other.name, range: range, trainLoss: metrics.trainLoss.columns(columns, of: range),
                trainAccuracy: metrics.trainAccuracy.columns(columns, of: range),
                gradientNorms: branch == nil ? [] : metrics.gradientNorms.map { $0.columns(columns, of: range) },
                heldOut: points.indices.filter { $0 % stride == 0 || $0 == points.count - 1 }.map { points[$0] })
        }
    }
}
