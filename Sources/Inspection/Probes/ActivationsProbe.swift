import NeuralNetwork

/// The spread of each layer's activations over a batch of held-out samples: where they pile up, and which neurons do nothing.
public struct ActivationsProbe: Probe {
    public init() {}

    /// Samples looked at, at most: the first ones of the held-out set.
    public static let samples = 100
    /// Parts of a histogram's range.
    public static let bins = 48

    public struct Reading: Sendable {
        /// One for each column but the input.
        public var layers: [ActivationSpread]
        /// Samples looked at.
        public var samples: Int
        /// Iterations done when the samples were looked at.
        public var iteration: Int
        /// Whether the samples are those of the batch: of a run that sends no held-out ones.
        public var isOfBatch: Bool

        package init(layers: [ActivationSpread], samples: Int, iteration: Int, isOfBatch: Bool = false) {
            (self.layers, self.samples, self.iteration, self.isOfBatch) = (layers, samples, iteration, isOfBatch)
        }
    }

    public var wants: TensorSet { .heldOutActivations }

    public func read(_ moment: any Moment) -> Reading? {
        guard let look = moment.look(\.activations, for: .heldOutActivations) else { return nil }
        return Reading(layers: look.value, samples: min(Self.samples, moment.heldOutSamples), iteration: look.iteration)
    }
}

extension GraphColumn {
    /// The spread of the column's activations over the first `samples` of a pass.
    package func spread(in workspace: Workspace<Float>, of samples: Int) -> ActivationSpread {
        let batch = workspace.activation(layers.upperBound)
        let values = UnsafeMutableBufferPointer(rebasing: batch.buffer.prefix(samples * batch.shape.count))
        let saturation = functions.first?.saturation
        var (low, high, sum, squares, finite) = (Float.infinity, -Float.infinity, 0.0, 0.0, 0)
        for value in values where value.isFinite {
            (low, high) = (min(low, value), max(high, value))
            sum += Double(value)
            squares += Double(value) * Double(value)
            finite += 1
        }
        if finite == 0 { (low, high) = (0, 1) }
        let (from, to) = Spread.range(Double(low), Double(high))
        var counts = [Int](repeating: 0, count: ActivationsProbe.bins)
        for value in values where value.isFinite { counts[Spread.bin(Double(value), from, to, of: ActivationsProbe.bins)] += 1 }
        let (flat, dead) = saturation.map { countFlat(values, $0) } ?? (0, [])
        // A map's pixels at the border may see nothing in any sample, and the map is at work all the same.
        let size = unitLayout.stride
        let deadNeurons = stride(from: 0, to: dead.count, by: size).count { start in
            dead[start..<min(dead.count, start + size)].allSatisfy { $0 }
        }
        let mean = sum / Double(max(1, finite))
        return ActivationSpread(
            column: index, kind: kind, activation: activation, units: units, counts: counts,
            range: from...to, nonFinite: values.count - finite, mean: mean,
            deviation: max(0, squares / Double(max(1, finite)) - mean * mean).squareRoot(), flatWord: saturation?.word,
            flat: Double(flat) / Double(max(1, values.count)), dead: dead.count { $0 },
            neurons: units / size, deadNeurons: deadNeurons)
    }

    /// The number of flat values, and the units that are in every sample.
    private func countFlat(_ values: UnsafeMutableBufferPointer<Float>, _ saturation: Saturation) -> (Int, [Bool]) {
        guard units > 0 else { return (0, []) }
        var flat = 0
        var alive = [Bool](repeating: false, count: units)
        for start in stride(from: 0, to: values.count, by: units) {
            for unit in 0..<units {
                if saturation.contains(values[start + unit]) { flat += 1 } else { alive[unit] = true }
            }
        }
        return (flat, alive.map { !$0 })
    }
}
