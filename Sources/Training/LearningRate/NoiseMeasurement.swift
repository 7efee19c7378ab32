import Inspection
import NeuralNetwork

/// Gradients of groups of samples, summed up so far that their mean and their spread follow.
struct GroupedGradients {
    /// Samples in a group.
    let groupSize: Int
    private var sum: [Double]
    private var squares = 0.0
    private var groups = 0

    init(groupSize: Int, parameters: Int) {
        (self.groupSize, sum) = (groupSize, Array(repeating: 0, count: parameters))
    }

    /// Adds the mean gradient of a group.
    mutating func add(_ gradient: UnsafeBufferPointer<Float>) {
        precondition(gradient.count == sum.count, "a gradient of \(sum.count) parameters")
        groups += 1
        var own = 0.0
        sum.withUnsafeMutableBufferPointer { sum in
            for index in 0..<gradient.count {
                let value = Double(gradient[index])
                sum[index] += value
                own += value * value
            }
        }
        squares += own
    }

    /// |G|² and tr(Σ) of a sample without bias: of m groups of b samples the mean has |ḡ|² = |G|² + tr(Σ)/(m·b) on average, a group
    /// |g|² = |G|² + tr(Σ)/b. Nil of fewer than two groups.
    var estimate: (signal: Double, noise: Double)? {
        guard groups > 1 else { return nil }
        let m = Double(groups)
        let ofMean = sum.reduce(0) { $0 + $1 / m * ($1 / m) }
        let ofGroups = squares / m
        return ((m * ofMean - ofGroups) / (m - 1), Double(groupSize) * (ofGroups - ofMean) * m / (m - 1))
    }
}

extension Trainer {
    /// Multiplications that a measurement may cost, about.
    private static let mostMultiplications = 6e8
    private static let (fewestSamples, mostSamples) = (64, 1024)

    /// Noise of the gradient with the present weights, from samples spread over the training set; training notices nothing. Nil
    /// where there are too few samples.
    ///
    /// A sample's gradient is that of a batch of one. Where a layer normalizes over the batch there is no such thing, and the
    /// gradients of whole batches are compared.
    public func measureNoise() -> GradientNoise? {
        let size = network.layers.contains { $0.normalizesOverBatch } ? workspace.capacity : 1
        // Forward, and back for inputs and weights.
        let affordable = Int(saturating: Self.mostMultiplications / (3 * network.multiplicationsPerSample))
        let wanted = min(data.train.count, max(Self.fewestSamples, 4 * size, min(Self.mostSamples, affordable)))
        let groups = wanted / size
        guard groups > 1 else { return nil }
        let pass = network.makeWorkspace(capacity: size, inputGradient: false)
        guard let gradients = pass.gradients else { return nil }
        var sums = GroupedGradients(groupSize: size, parameters: gradients.count)
        let running = FlatStore(copying: network.buffers)
        let scale = loss.spec.reduction == .sum ? 1 / Float(size) : 1
        for group in 0..<groups {
            // Evenly spread, since data may be sorted; with masks of its own each.
            let indices = (0..<size).map { (group * size + $0) * data.train.count / (groups * size) }
            pass.count = size
            pass.randomness = StepRandomness(seed: seed, iteration: UInt64(completedIterations + group), dropRate: dropRate)
            data.train.fill(pass, plan.targets, indices)
            pass.discardGradients()
            network.forward(in: pass, mode: .train)
            _ = loss.value(in: pass)
            loss.backward(in: pass)
            network.backward(in: pass)
            if scale != 1 { for index in 0..<gradients.count { gradients[index] *= scale } }
            // The penalty's part is the same for all: of the gradient that is followed, and no noise.
            penalty.addGradient(network, to: gradients)
            sums.add(gradients.values(0..<gradients.count))
        }
        network.buffers.copy(from: running)
        guard let (signal, noise) = sums.estimate, signal.isFinite, noise.isFinite else { return nil }
        return GradientNoise(
            samples: groups * size, signal: signal, noise: noise,
            batch: min(log.batch(at: completedIterations), data.train.count),
            iteration: completedIterations)
    }
}
