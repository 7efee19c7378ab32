import NeuralNetwork

/// What the optimizer remembers of each layer's gradients: its state (momentum, m, v …), as norms and as histograms.
public struct OptimizerProbe: Probe {
    public init() {}

    /// Parts of a histogram's range.
    public static let bins = 48
    /// Elements of a layer that a histogram counts at most: every so many-th.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        /// The optimizer with its settings, and its update in the field's notation.
        public var text: String
        public var formula: String
        /// Updates made.
        public var step: Int
        /// Names of the state that every parameter has.
        public var slots: [String]
        public var layers: [Layer]
    }

    public struct Layer: Sendable {
        public var column: Int
        public var kind: String
        /// One for each slot.
        public var state: [State]
    }

    public struct State: Sendable, Hashable {
        /// ‖·‖₂ of the counted elements, for all of them: times √(elements / counted).
        public var norm: Double
        public var counts: [Int]
        public var range: ClosedRange<Double>
        public var nonFinite: Int
        /// Of so many elements one has been counted; 1: all.
        public var stride: Int
    }

    public func read(_ session: Session) -> Reading? {
        let optimizer = session.optimizer
        let layers = session.trainable.map { layer -> Layer in
            let range = session.network.parameterRange(ofLayer: layer)
            let label = session.status.layers[layer]
            return Layer(
                column: label.column, kind: label.kind,
                state: optimizer.slots.map { Self.state(of: $0.store.values(range)) })
        }
        let kind = OptimizerCatalogue.kinds.first { $0.schema.name == optimizer.spec.name }
        return Reading(
            text: optimizer.spec.text, formula: kind?.formula ?? "", step: optimizer.step, slots: optimizer.slots.map(\.name),
            layers: layers)
    }

    static func state(of values: UnsafeBufferPointer<Float>) -> State {
        let stride = max(1, (values.count + samples - 1) / samples)
        let counted = Swift.stride(from: 0, to: values.count, by: stride)
        var (low, high, squares, nonFinite, count) = (Float.infinity, -Float.infinity, 0.0, 0, 0)
        for index in counted {
            let value = values[index]
            count += 1
            guard value.isFinite else {
                nonFinite += 1
                continue
            }
            (low, high) = (min(low, value), max(high, value))
            squares += Double(value) * Double(value)
        }
        if low > high { (low, high) = (0, 0) }
        let (from, to) = low < high ? (Double(low), Double(high)) : (Double(low) - 0.5, Double(low) + 0.5)
        var counts = [Int](repeating: 0, count: bins)
        let scale = Double(bins) / (to - from)
        for index in counted where values[index].isFinite {
            counts[min(bins - 1, max(0, Int((Double(values[index]) - from) * scale)))] += 1
        }
        let norm = (squares * Double(values.count) / Double(max(1, count))).squareRoot()
        return State(norm: norm, counts: counts, range: from...to, nonFinite: nonFinite, stride: stride)
    }
}
