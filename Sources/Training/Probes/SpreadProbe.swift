import NeuralNetwork

/// How the parameters of a layer, their gradients and their updates are spread: now, and over the run.
public struct SpreadProbe: Probe {
    /// The column whose parameters are counted, from 1.
    public var column: Int
    /// Moments of the run to give, at most; 0 for none.
    public var moments: Int

    public init(column: Int, moments: Int) {
        self.column = column
        self.moments = moments
    }

    /// Elements that are counted for what is now, at most.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        public var parameters: Int
        /// The parameters that the pass in view has used.
        public var weights: Spread
        /// ∂L/∂θ of the batch; nil before the layer's backward state.
        public var gradients: Spread?
        /// Δθ; nil before the layer's update.
        public var updates: Spread?
        /// Earlier moments, ascending.
        public var history: [Moment]
    }

    public struct Moment: Sendable {
        public var iteration: Int
        public var weights: Spread
        public var gradients: Spread
        public var updates: Spread
    }

    public func read(_ session: Session) -> Reading? {
        guard session.columns.indices.contains(column),
            let layer = session.columns[column].layers.first(where: { session.trainable.contains($0) }),
            let index = session.trainable.firstIndex(of: layer)
        else { return nil }
        session.ridges.adopt(session)
        let range = session.network.parameterRange(ofLayer: layer)
        let before = session.parametersInView.values(range)
        let after = session.network.parameters.values(range)
        let points = session.ridges.points
        let chosen =
            points.count <= moments
            ? Array(points.indices) : moments < 2 ? [] : (0..<moments).map { $0 * (points.count - 1) / (moments - 1) }
        return Reading(
            parameters: range.count, weights: Spread(before, limit: Self.samples),
            gradients: session.hasGradients(layer)
                ? session.workspace.gradients.map { Spread($0.values(range), limit: Self.samples) } : nil,
            updates: session.isUpdated(layer) ? Spread(count: before.count, limit: Self.samples) { after[$0] - before[$0] } : nil,
            history: chosen.map { place in
                let point = points[place]
                return Moment(
                    iteration: point.iteration, weights: point.weights[index], gradients: point.gradients[index],
                    updates: point.updates[index])
            })
    }
}
