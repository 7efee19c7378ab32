import NeuralNetwork

/// The optimizer's memory of each layer's gradients: its state (momentum, m, v …), as norms and as histograms.
public struct OptimizerProbe: Probe {
    public init() {}

    /// Elements of a layer that a histogram counts at most: every so many-th.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        /// The optimizer with its settings.
        public var text: String
        /// Its update in the field's notation.
        public var formula: String
        /// Updates made.
        public var step: Int
        /// Names of the numbers that it keeps for every parameter.
        public var slots: [String]
        /// One for each layer with parameters, first layer first.
        public var layers: [Layer]
    }

    /// The state that belongs to one layer's parameters.
    public struct Layer: Sendable {
        /// Its column, from 1.
        public var column: Int
        /// The layer's kind: `dense`, `conv2d`, …
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
