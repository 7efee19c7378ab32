import NeuralNetwork

/// What the optimizer remembers of each layer's gradients: its state (momentum, m, v …), as norms and as histograms.
public struct OptimizerProbe: Probe {
    public init() {}

    /// Elements of a layer that a histogram counts at most: every so many-th.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        /// The optimizer with its settings, and its update in the field's notation.
        public var text: String
        public var formula: String
        /// Updates made.
        public var step: Int
        /// What the state is called that every parameter has.
        public var slots: [String]
        public var layers: [Layer]
    }

    public struct Layer: Sendable {
        public var column: Int
        public var kind: String
        /// One for each slot.
        public var state: [Spread]
    }

    public var wants: TensorSet { .optimizerState }

    public func read(_ moment: any Moment) -> Reading? {
        let optimizer = moment.optimizer
        let layers = moment.trainable.map { layer -> Layer in
            let range = moment.network.parameterRange(ofLayer: layer)
            let label = moment.status.layers[layer]
            return Layer(
                column: label.column, kind: label.kind,
                state: optimizer.slots.map { Spread($0.store.values(range), limit: Self.samples) })
        }
        return Reading(
            text: optimizer.spec.text, formula: optimizer.spec.formula, step: optimizer.step, slots: optimizer.slots.map(\.label),
            layers: layers)
    }
}
