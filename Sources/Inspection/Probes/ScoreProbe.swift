/// The standing of a run in a few numbers, which a comparison puts side by side.
public struct ScoreProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Mean loss of the last batches.
        public var trainLoss: Double?
        /// The number of those batches.
        public var batches: Int
        /// Mean loss of held-out samples at the last evaluation up to the position in view; nil before the first.
        public var heldOutLoss: Double?
        /// Iterations done when the held-out samples were looked at.
        public var heldOutIteration: Int?
        /// Fraction read right at that evaluation; nil where targets are no classes.
        public var accuracy: Double?
        /// ‖∂L/∂θ‖ of each layer that learns, at the last iteration: its name and the norm.
        public var gradients: [Gradient]

        /// The gradient norm of one layer.
        public struct Gradient: Sendable, Hashable {
            /// Its column, from 1.
            public var column: Int
            /// The layer's kind: `dense`, `conv2d`, …
            public var kind: String
            /// ‖∂L/∂θ‖₂ over all parameters of the layer.
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
