import ElementaryFunctions
import NeuralNetwork

/// The sizes of the gradients, layer by layer, and whether the error reaches the first layer.
public struct GradientsProbe: Probe {
    /// Columns of history to sum up in; 0 for none.
    public var historyColumns: Int

    /// The gradients with their history in so many columns.
    public init(historyColumns: Int) { self.historyColumns = historyColumns }

    public struct Reading: Sendable {
        /// One for each layer with parameters, first layer first.
        public var layers: [LayerGradient]
        /// The worst verdict, once all layers' gradients are known; before, the worst of those that are, unless they are all
        /// healthy.
        public var overall: GradientVerdict?
        /// For each layer, log₁₀ of the mean ‖∂L/∂θ‖₂ in each column, −∞ where all are 0; nil where there is none.
        public var history: [[Double?]]
        /// The iterations that the columns of the history cover: the whole run.
        public var historyRange: Range<Int>
        /// The error's losses on its way back, and what takes them.
        public var budget: ShrinkBudget
        /// The samples that the loss is the sum of; 1 where it is their mean. Norms are judged divided by it.
        public var lossSamples: Int
    }

    /// The gradient of one layer with parameters.
    public struct LayerGradient: Sendable {
        /// Index of the layer.
        public var layer: Int
        /// Its column, from 1.
        public var column: Int
        /// The layer's kind: `dense`, `conv2d`, …
        public var kind: String
        /// Elements of the layer's input, of one sample.
        public var inputs: Int
        /// Elements of the layer's output, of one sample.
        public var outputs: Int
        /// ‖∂L/∂θ‖₂ over all its parameters, batch loss; nil before its backward state.
        public var norm: Double?
        /// ‖∂L/∂θ‖₂ of the iteration before, while `norm` is not there yet; nil in the first, and where it is no longer kept by
        /// itself.
        public var normBefore: Double?
        /// ‖θ‖₂ before the update.
        public var parameterNorm: Double
        /// ‖Δθ‖₂ / ‖θ‖₂, once updated.
        public var updateRatio: Double?
        /// rms(∂L/∂z) of this layer over rms(∂L/∂z) of the last; nil before its backward state, and where both are 0.
        public var relativeError: Double?
        /// The verdict on the layer; nil before its backward state.
        public var verdict: GradientVerdict?
        /// The verdict of the iteration before, while `verdict` is not there yet and `normBefore` is.
        public var verdictBefore: GradientVerdict?
    }

    public var wants: TensorSet { [.pass, .history] }

    public func read(_ moment: any Moment) -> Reading? {
        let status = moment.status
        let last = moment.trainable.last
        let reference = last.flatMap { moment.hasGradients($0) ? moment.rmsOfError(atLayer: $0) : nil }
        let before = moment.position.iteration - 1
        let verdictsBefore = moment.verdictsBefore.flatMap { $0.iteration == before + 1 ? $0.verdicts : nil }
        let layers = moment.trainable.enumerated().map { index, layer -> LayerGradient in
            let isKnown = moment.hasGradients(layer)
            let norm = isKnown ? moment.norm(.gradient, ofLayer: layer) : nil
            let relative = isKnown ? moment.relativeError(atLayer: layer, reference) : nil
            let parameterNorm = moment.norm(.parameters, ofLayer: layer)
            let change = moment.isUpdated(layer) ? moment.norm(.update, ofLayer: layer) : nil
            return LayerGradient(
                layer: layer, column: status.layers[layer].column, kind: status.layers[layer].kind,
                inputs: moment.network.layers[layer].inputShape.count, outputs: moment.network.layers[layer].outputShape.count,
                norm: norm, normBefore: isKnown ? nil : moment.metrics.gradientNorms[index].single(before),
                parameterNorm: parameterNorm, updateRatio: change.map { $0 / parameterNorm }, relativeError: relative,
                verdict: norm.map { moment.judge(layer, norm: $0, reference: reference, moment.parametersInView) },
                verdictBefore: isKnown ? nil : verdictsBefore?[index])
        }
        let range = 0..<max(1, moment.metrics.count)
        let history =
            historyColumns <= 0
            ? []
            : moment.metrics.gradientNorms.map { series in
                series.columns(historyColumns, of: range).map { summary in
                    summary.flatMap { $0.isFinite ? $0.mean > 0 ? Elementary.log10($0.mean) : -.infinity : nil }
                }
            }
        let verdicts = layers.compactMap(\.verdict)
        let worst = verdicts.max()
        return Reading(
            layers: layers,
            overall: worst == .healthy && verdicts.count < layers.count ? nil : worst, history: history, historyRange: range,
            budget: moment.shrinkBudget,
            lossSamples: moment.lossSamples)
    }
}
