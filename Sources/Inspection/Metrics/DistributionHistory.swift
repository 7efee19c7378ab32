import NeuralNetwork

/// The spread of each layer's weights, gradients and updates at iterations evenly spaced over the run: every one at first, then
/// every second, fourth, …, so that there are never more than ``limit`` of them. Of large layers a few thousand elements are
/// counted, always the same ones.
public struct DistributionHistory {
    package static let limit = 64
    /// Elements of a layer that are counted, at most.
    package static let samples = 4096

    package struct Point {
        package var iteration: Int
        /// One for each trainable layer: weights before the update, gradients, and updates.
        package var weights: [Spread]
        package var gradients: [Spread]
        package var updates: [Spread]
    }

    package private(set) var points: [Point] = []
    private var spacing = 1
    private var log: InterventionLog?
    private var revision = -1
    /// The iteration under way, if it will be a point, and its counted weights before the update.
    private var pending: (iteration: Int, weights: [[Float]])?

    package init() {}

    /// Points of a future that is not this run's are dropped.
    /// - Parameter revision: counts the changes of `log`; the same number says that there is nothing to drop.
    package mutating func keep(along log: @autoclosure () -> InterventionLog, revision: Int) {
        guard self.revision != revision else { return }
        self.revision = revision
        let log = log()
        if let divergence = self.log?.divergence(from: log) { points.removeAll { $0.iteration >= divergence } }
        self.log = log
        pending = nil
    }

    /// Takes the weights as an iteration begins, if it is to be a point.
    package mutating func begin(_ iteration: Int, _ network: Network<Float>, _ trainable: [Int]) {
        pending = nil
        guard iteration % spacing == 0, iteration > points.last?.iteration ?? -1 else { return }
        let weights = trainable.map { layer -> [Float] in
            let values = network.parameters.values(network.parameterRange(ofLayer: layer))
            let step = network.sampleStride(ofLayer: layer, limit: Self.samples)
            return Array(unsafeUninitializedCapacity: (values.count + step - 1) / step) { counted, count in
                count = (values.count + step - 1) / step
                for index in 0..<count { counted[index] = values[index &* step] }
            }
        }
        pending = (iteration, weights)
    }

    /// Counts, at the end of an iteration that is a point.
    package mutating func end(_ iteration: Int, _ network: Network<Float>, _ trainable: [Int], _ gradients: FlatStore<Float>?) {
        guard let pending, pending.iteration == iteration, let gradients else { return }
        var point = Point(iteration: iteration, weights: [], gradients: [], updates: [])
        for (index, layer) in trainable.enumerated() {
            let range = network.parameterRange(ofLayer: layer)
            let before = pending.weights[index]
            let after = network.parameters.values(range)
            let stride = network.sampleStride(ofLayer: layer, limit: Self.samples)
            point.gradients.append(Spread(gradients.values(range), stride: stride))
            before.withUnsafeBufferPointer { before in
                point.weights.append(Spread(count: range.count, stride: stride) { before[$0 / stride] })
                point.updates.append(Spread(count: range.count, stride: stride) { after[$0] - before[$0 / stride] })
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
