/// How a run stands, in a few numbers: what a comparison puts side by side.
public struct ScoreProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Mean loss of the last batches.
        public var trainLoss: Double?
        /// How many batches that is.
        public var batches: Int
        public var heldOutLoss: Double?
        /// Iterations done when the held-out samples were looked at.
        public var heldOutIteration: Int?
        public var accuracy: Double?
        /// ‖∂L/∂θ‖ of each layer that learns, at the last iteration: its name and the norm.
        public var gradients: [Gradient]

        public struct Gradient: Sendable, Hashable {
            public var column: Int
            public var kind: String
            public var norm: Double
        }
    }

    /// Batches whose losses are averaged.
    package static let window = 20

    public var wants: TensorSet { [.history, .heldOutOutputs] }

    public func read(_ moment: any Moment) -> Reading? {
        let end = min(moment.metrics.count, moment.completedIterations)
        let range = max(0, end - Self.window)..<end
        let heldOut = moment.metrics.heldOut.last { $0.iteration <= moment.completedIterations }
        let labels = moment.status.layers
        let gradients = moment.trainable.enumerated().compactMap { index, layer -> Reading.Gradient? in
            guard end > 0, moment.metrics.gradientNorms[index].count >= end else { return nil }
            return Reading.Gradient(
                column: labels[layer].column, kind: labels[layer].kind, norm: moment.metrics.gradientNorms[index][end - 1])
        }
        return Reading(
            trainLoss: moment.metrics.trainLoss.summary(of: range)?.mean, batches: range.count, heldOutLoss: heldOut?.loss,
            heldOutIteration: heldOut?.iteration, accuracy: heldOut?.accuracy, gradients: gradients)
    }
}
