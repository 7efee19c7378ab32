import NeuralNetwork

/// The spread of a layer's parameters, their gradients and their updates: now, and over the run.
public struct SpreadProbe: Probe {
    /// The column whose parameters are counted, from 1.
    public var column: Int
    /// Moments of the run to give, at most; 0 for none.
    public var moments: Int

    /// The spread in a column, with so many moments of its history.
    public init(column: Int, moments: Int) {
        self.column = column
        self.moments = moments
    }

    /// Elements that are counted for a histogram of what is now, at most; norms are of all.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        /// Parameters of the layer, counted or not.
        public var parameters: Int
        /// ‖θ‖₂ before the update, of all parameters.
        public var weightNorm: Double
        /// ‖∂L/∂θ‖₂, of all parameters; nil before the layer's backward state.
        public var gradientNorm: Double?
        /// ‖Δθ‖₂, of all parameters; nil before the layer's update.
        public var updateNorm: Double?
        /// The parameters that the pass in view has used.
        public var weights: Spread
        /// ∂L/∂θ of the batch; nil before the layer's backward state.
        public var gradients: Spread?
        /// Δθ; nil before the layer's update.
        public var updates: Spread?
        /// True if the gradients of earlier moments are as clipping left them; those of now are from before it.
        public var isHistoryClipped: Bool
        /// Earlier moments, ascending.
        public var history: [Sample]
    }

    /// The spread at an earlier iteration.
    public struct Sample: Sendable {
        /// Iterations done when it was recorded.
        public var iteration: Int
        /// The parameters then.
        public var weights: Spread
        /// ∂L/∂θ of that iteration's batch.
        public var gradients: Spread
        /// Δθ of that iteration.
        public var updates: Spread
    }

    public var wants: TensorSet { [.parameters, .gradients, .updatedParameters, .history] }

    public func read(_ moment: any Moment) -> Reading? {
        guard moment.columns.indices.contains(column),
            let layer = moment.columns[column].layers.first(where: { moment.trainable.contains($0) }),
            let index = moment.trainable.firstIndex(of: layer)
        else { return nil }
        let range = moment.network.parameterRange(ofLayer: layer)
        let before = moment.parametersInView.values(range)
        let after = moment.network.parameters.values(range)
        let points = moment.distributions.points
        let chosen =
            points.count <= moments
            ? Array(points.indices) : moments < 2 ? [] : (0..<moments).map { $0 * (points.count - 1) / (moments - 1) }
        let stride = moment.network.sampleStride(ofLayer: layer, limit: Self.samples)
        let (hasGradients, isUpdated) = (moment.hasGradients(layer), moment.isUpdated(layer))
        return Reading(
            parameters: range.count, weightNorm: moment.norm(.parameters, ofLayer: layer),
            gradientNorm: hasGradients ? moment.norm(.gradient, ofLayer: layer) : nil,
            updateNorm: isUpdated ? moment.norm(.update, ofLayer: layer) : nil, weights: Spread(before, stride: stride),
            gradients: hasGradients ? moment.unclippedGradients.map { Spread($0.values(range), stride: stride) } : nil,
            updates: isUpdated ? Spread(count: before.count, stride: stride) { after[$0] - before[$0] } : nil,
            isHistoryClipped: !moment.clip.isNone,
            history: chosen.map { place in
                let point = points[place]
                return Sample(
                    iteration: point.iteration, weights: point.weights[index], gradients: point.gradients[index],
                    updates: point.updates[index])
            })
    }
}
