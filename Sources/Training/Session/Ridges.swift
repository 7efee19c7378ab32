import NeuralNetwork

/// How each layer's weights, gradients and updates were spread, at iterations evenly spaced over the run: every one at first,
/// then every second, fourth, …, so that there are never more than ``limit`` of them. Of large layers a few thousand elements are
/// counted, always the same ones.
struct Ridges {
    static let limit = 64
    /// Elements of a layer that are counted, at most.
    static let samples = 4096

    struct Point {
        var iteration: Int
        /// One for each trainable layer: weights before the update, gradients, and updates.
        var weights: [Spread]
        var gradients: [Spread]
        var updates: [Spread]
    }

    private(set) var points: [Point] = []
    private var spacing = 1
    private var log: InterventionLog?
    private var revision = -1
    /// The iteration under way, if it will be a point, and its counted weights before the update.
    private var pending: (iteration: Int, weights: [[Float]])?

    /// Drops what is not of the session's present run.
    mutating func adopt(_ session: Session) {
        guard revision != session.revision else { return }
        revision = session.revision
        if let divergence = log?.divergence(from: session.log) { points.removeAll { $0.iteration >= divergence } }
        log = session.log
        pending = nil
    }

    /// Takes the weights as an iteration begins, if it is to be a point.
    mutating func begin(_ iteration: Int, _ session: Session) {
        adopt(session)
        pending = nil
        guard iteration % spacing == 0, iteration > points.last?.iteration ?? -1 else { return }
        let weights = session.trainable.map { layer -> [Float] in
            let values = session.network.parameters.values(session.network.parameterRange(ofLayer: layer))
            let step = Spread.stride(of: values.count, limit: Self.samples)
            return Array(unsafeUninitializedCapacity: (values.count + step - 1) / step) { counted, count in
                count = (values.count + step - 1) / step
                for index in 0..<count { counted[index] = values[index &* step] }
            }
        }
        pending = (iteration, weights)
    }

    /// Counts, at the end of an iteration that is a point.
    mutating func end(_ iteration: Int, _ session: Session) {
        guard let pending, pending.iteration == iteration, let gradients = session.workspace.gradients else { return }
        var point = Point(iteration: iteration, weights: [], gradients: [], updates: [])
        for (index, layer) in session.trainable.enumerated() {
            let range = session.network.parameterRange(ofLayer: layer)
            let before = pending.weights[index]
            let after = session.network.parameters.values(range)
            let stride = Spread.stride(of: after.count, limit: Self.samples)
            point.gradients.append(Spread(gradients.values(range), limit: Self.samples))
            before.withUnsafeBufferPointer { before in
                point.weights.append(Spread(before, limit: .max))
                point.updates.append(Spread(count: before.count, limit: .max) { after[$0 &* stride] - before[$0] })
            }
        }
        points.append(point)
        self.pending = nil
        if points.count > Self.limit {
            spacing *= 2
            points.removeAll { $0.iteration % spacing != 0 }
        }
    }
}
