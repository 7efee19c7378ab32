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
        /// The largest norm of the iterations so far; nil where none was out of proportion, and where the one in view is it.
        public var peak: Peak?
        /// ‖∂L/∂θ‖₂ of all layers together, before and after clipping; nil where nothing is clipped, or not yet.
        public var clipping: Clipping?
        /// The update that the norms are of, where they are not of the iteration in view.
        public var update: Int?

        package init(
            layers: [LayerGradient], overall: GradientVerdict?, history: [[Double?]], historyRange: Range<Int>,
            budget: ShrinkBudget, lossSamples: Int, peak: Peak?, clipping: Clipping?, update: Int? = nil
        ) {
            (self.layers, self.overall, self.history, self.historyRange) = (layers, overall, history, historyRange)
            (self.budget, self.lossSamples, self.peak, self.clipping) = (budget, lossSamples, peak, clipping)
            self.update = update
        }
    }

    /// A norm that was too large, so that a run that has calmed down since still shows it.
    public struct Peak: Sendable, Hashable {
        /// The layer's column, from 1.
        public var column: Int
        /// ‖∂L/∂θ‖₂ of that layer.
        public var norm: Double
        /// Iterations done when it was found.
        public var iteration: Int

        package init(column: Int, norm: Double, iteration: Int) {
            (self.column, self.norm, self.iteration) = (column, norm, iteration)
        }
    }

    /// The length of all gradients together.
    public struct Clipping: Sendable, Hashable {
        /// As the backward pass has left them.
        public var before: Double
        /// As the optimizer gets them.
        public var after: Double

        /// Whether they have been made shorter.
        public var isShortened: Bool { after < before * 0.9999 }
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

        package init(
            layer: Int, column: Int, kind: String, inputs: Int, outputs: Int, norm: Double?, normBefore: Double?,
            parameterNorm: Double, updateRatio: Double?, relativeError: Double?, verdict: GradientVerdict?,
            verdictBefore: GradientVerdict?
        ) {
            (self.layer, self.column, self.kind, self.inputs, self.outputs) = (layer, column, kind, inputs, outputs)
            (self.norm, self.normBefore, self.parameterNorm) = (norm, normBefore, parameterNorm)
            (self.updateRatio, self.relativeError) = (updateRatio, relativeError)
            (self.verdict, self.verdictBefore) = (verdict, verdictBefore)
        }
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
                parameterNorm: parameterNorm, updateRatio: parameterNorm == 0 ? nil : change.map { $0 / parameterNorm },
                relativeError: relative,
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
            lossSamples: moment.lossSamples, peak: peak(moment), clipping: clipping(moment))
    }

    private func peak(_ moment: any Moment) -> Peak? {
        let done = min(moment.metrics.count, moment.completedIterations)
        let present = moment.position.iteration
        var largest: Peak?
        for (index, series) in moment.metrics.gradientNorms.enumerated() {
            guard let maximum = series.summary(of: 0..<done)?.maximum, maximum > largest?.norm ?? 0 else { continue }
            let column = moment.status.layers[moment.trainable[index]].column
            largest = Peak(column: column, norm: maximum, iteration: series.index(of: maximum, in: 0..<done) + 1)
        }
        let limit = GradientVerdict.normAbove * Double(moment.lossSamples)
        return largest.flatMap { $0.norm > limit && $0.iteration != present + 1 ? $0 : nil }
    }

    private func clipping(_ moment: any Moment) -> Clipping? {
        guard moment.gradientsAreClipped, moment.machine.hasBegunUpdates(at: moment.position),
            let gradients = moment.workspace.gradients, !moment.normsBeforeClipping.isEmpty
        else { return nil }
        let before = moment.normsBeforeClipping.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return Clipping(before: before, after: Norms.euclidean(gradients.values(0..<gradients.count)))
    }
}
