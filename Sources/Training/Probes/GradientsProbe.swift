import NeuralNetwork

/// How large the gradients are, layer by layer, and whether the error reaches the first layer.
public struct GradientsProbe: Probe {
    /// Columns of history to sum up in; 0 for none.
    public var historyColumns: Int

    public init(historyColumns: Int) { self.historyColumns = historyColumns }

    public struct Reading: Sendable {
        /// One for each layer with parameters, first layer first.
        public var layers: [LayerGradient]
        /// The worst verdict of the layers whose gradients are known.
        public var overall: GradientVerdict?
        /// For each layer, log₁₀ of the mean ‖∂L/∂θ‖₂ in each column; nil where there is none.
        public var history: [[Double?]]
        public var historyRange: Range<Int>
        /// What the error loses on its way back, and to what.
        public var budget: ShrinkBudget
        /// The samples that the loss is the sum of; 1 where it is their mean. Norms are judged divided by it.
        public var lossSamples: Int
    }

    public struct LayerGradient: Sendable {
        /// Index of the layer.
        public var layer: Int
        /// Its column, from 1.
        public var column: Int
        public var kind: String
        public var inputs: Int
        public var outputs: Int
        /// ‖∂L/∂θ‖₂ over all its parameters, batch loss; nil before its backward state.
        public var norm: Double?
        /// ‖θ‖₂ before the update.
        public var parameterNorm: Double
        /// ‖Δθ‖₂ / ‖θ‖₂, once updated.
        public var updateRatio: Double?
        /// rms(∂L/∂z) of this layer over rms(∂L/∂z) of the last; nil before its backward state.
        public var relativeError: Double?
        public var verdict: GradientVerdict?
    }

    public func read(_ session: Session) -> Reading? {
        let status = session.status
        let last = session.trainable.last
        let reference = last.flatMap { session.hasGradients($0) ? session.rmsOfError(atLayer: $0) : nil }
        let samples = session.loss.spec.reduction == .sum ? max(1, status.batchCount) : 1
        let layers = session.trainable.map { layer -> LayerGradient in
            let isKnown = session.hasGradients(layer)
            let norm = isKnown ? session.norm(.gradient, ofLayer: layer) : nil
            let relative = isKnown ? reference.map { session.rmsOfError(atLayer: layer) / $0 } : nil
            let parameterNorm = session.norm(.parameters, ofLayer: layer)
            let change = session.isUpdated(layer) ? session.norm(.update, ofLayer: layer) : nil
            return LayerGradient(
                layer: layer, column: status.layers[layer].column, kind: status.layers[layer].kind,
                inputs: session.network.layers[layer].inputShape.count, outputs: session.network.layers[layer].outputShape.count,
                norm: norm, parameterNorm: parameterNorm, updateRatio: change.map { $0 / parameterNorm }, relativeError: relative,
                verdict: norm.map {
                    GradientVerdict(
                        norm: $0 / Double(samples), relativeError: relative ?? 1,
                        reachesWeights: session.gradientReachesWeights(ofLayer: layer))
                })
        }
        let range = 0..<max(1, session.metrics.count)
        let history =
            historyColumns <= 0
            ? []
            : session.metrics.gradientNorms.map { series in
                series.columns(historyColumns, of: range).map { summary in
                    summary.flatMap { $0.isFinite && $0.mean > 0 ? Logarithm.base10($0.mean) : nil }
                }
            }
        return Reading(
            layers: layers, overall: layers.compactMap(\.verdict).max(), history: history, historyRange: range,
            budget: session.shrinkBudget,
            lossSamples: samples)
    }
}
