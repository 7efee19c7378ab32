import Basics
import NeuralNetwork

/// The optimizer's memory of each layer's gradients: its state (momentum, m, v …), as norms and as histograms.
public struct OptimizerProbe: Probe {
    public init() {}

    /// Elements of a layer that a histogram counts, at most; norms are of all.
    public static let samples = 1 << 14

    public struct Reading: Sendable {
        /// The optimizer with its settings.
        public var text: String
        /// Its update in the field's notation, with the settings in force.
        public var formula: UpdateFormula
        /// g of the formula, where that is not ∂L/∂w of the batch as it came: clipped, and what ∂L/∂w has in it besides.
        public var gradient: String?
        /// Updates begun.
        public var step: Int
        /// Names of the numbers that it keeps for every parameter.
        public var slots: [String]
        /// One for each layer with parameters, first layer first.
        public var layers: [Layer]

        package init(text: String, formula: UpdateFormula, gradient: String? = nil, step: Int, slots: [String], layers: [Layer]) {
            (self.text, self.formula, self.gradient) = (text, formula, gradient)
            (self.step, self.slots, self.layers) = (step, slots, layers)
        }
    }

    /// The state that belongs to one layer's parameters.
    public struct Layer: Sendable {
        /// Its column, from 1.
        public var column: Int
        /// The layer's kind: `dense`, `conv2d`, …
        public var kind: String
        /// False where the update in view has begun and has not come to the layer: its state is still that of the step before.
        public var isOfStep: Bool
        /// ‖·‖₂ of each slot, of all its elements.
        public var norms: [Double]
        /// One for each slot.
        public var state: [Spread]

        package init(column: Int, kind: String, isOfStep: Bool, norms: [Double], state: [Spread]) {
            (self.column, self.kind, self.isOfStep, self.norms, self.state) = (column, kind, isOfStep, norms, state)
        }
    }

    public var wants: TensorSet { .optimizerState }

    public func read(_ moment: any Moment) -> Reading? {
        let optimizer = moment.optimizer
        let layers = moment.trainable.map { layer -> Layer in
            let range = moment.network.parameterRange(ofLayer: layer)
            let label = moment.status.layers[layer]
            let stride = moment.network.sampleStride(ofLayer: layer, limit: Self.samples)
            let isUpdated = moment.isUpdated(layer)
            return Layer(
                column: label.column, kind: label.kind, isOfStep: isUpdated || !moment.hasBegunUpdate,
                norms: optimizer.slots.indices.map { moment.norm(.state(slot: $0, isUpdated: isUpdated), ofLayer: layer) },
                state: optimizer.slots.map { Spread($0.store.values(range), stride: stride) })
        }
        let begun = moment.hasBegunUpdate
        let rate = moment.learningRate(at: begun ? moment.position.iteration : moment.iterationForChanges)
        return Reading(
            text: optimizer.spec.text, formula: optimizer.formula(learningRate: rate, begun: begun), gradient: gradient(moment),
            step: optimizer.step, slots: optimizer.slots.map(\.label), layers: layers)
    }

    private func gradient(_ moment: any Moment) -> String? {
        let penalty = moment.penalty.isNone ? nil : "∂L/∂w with the penalty’s slope"
        guard let clipped = moment.clip.formula else { return penalty.map { "g = " + $0 } }
        return "g = \(clipped), max \(moment.clip.number("max").shortestText)" + (penalty.map { "; " + $0 } ?? "")
    }
}
