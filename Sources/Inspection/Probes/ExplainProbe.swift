import NeuralNetwork

/// Where the numbers of the selected weight come from: its neuron's sum, its error by the chain rule, its gradient, and what the
/// optimizer makes of it. All numbers are read from the core; a pane only writes them down.
public struct ExplainProbe: Probe {
    /// The neuron and weight; without a weight, the one that carries most.
    public var selection: Selection
    /// Terms of a sum to give one by one, the largest first; the others come as one number.
    public var terms: Int

    /// An explanation of a selection's weight with so many terms of each sum.
    public init(selection: Selection, terms: Int) {
        self.selection = selection
        self.terms = terms
    }

    public struct Reading: Sendable {
        /// Number of the neuron's column, from 1.
        public var column: Int
        /// The neuron, as a place in its column.
        public var neuron: Int
        /// The weight: the neuron of the column before that it comes from.
        public var input: Int
        /// Neurons of the column.
        public var neurons: Int
        /// Neurons of the column before, each with a weight to this one.
        public var inputs: Int
        /// The layer that gives z.
        public var layer: Int
        /// The layer that gives a; that of z where there is no activation function.
        public var activationLayer: Int
        /// Names of the functions from z to a, joined by spaces; empty where there are none.
        public var activation: String
        /// z = Σ w·a + b
        public var sum: ContributionSum
        /// b, as the pass in view has used it; nil of a layer without one.
        public var bias: Double?
        /// z, as the core has computed it: ``sum`` adds the same products in another order, and may differ in its last digits.
        public var z: Double
        /// a = f(z), as the core has computed it.
        public var a: Double
        /// δ = ∂L/∂z of this sample's own loss.
        public var delta: Double
        /// The error that arrives at a: ∂L/∂a = Σ w·δ of the next column.
        public var error: Double
        /// The terms of that sum; nil in the last column, where the error comes from the loss.
        public var errorSum: ContributionSum?
        /// In the last column: the network's answer, p where the loss takes logits.
        public var actual: Double?
        /// The target of this output, y.
        public var desired: Double?
        /// True if the loss gives δ = p − y at once (softmax cross-entropy on logits).
        public var isDirectError: Bool
        /// w, before the update.
        public var weight: Double
        /// The activation that the weight multiplies.
        public var source: Double
        /// δ·a of this sample.
        public var sampleGradient: Double
        /// ∂L/∂w of the batch: what the optimizer gets, or where gradients are clipped what is clipped for it.
        public var gradient: Double
        /// Part of this sample in the batch that the gradient is of.
        public var share: BatchShare
        /// δ·a of the batch's samples, those that carry most first, by their rows. Nil until all of them are known.
        public var batchSum: ContributionSum?
        /// Samples of the batch; 0 while it has not been drawn.
        public var batchCount: Int
        /// True if the batch's gradient is the sum of its samples', not their mean.
        public var isSumOverBatch: Bool
        /// η of the iteration in view, after the schedule.
        public var learningRate: Double
        /// Δw. Plain descent's is −η·∂L/∂w; any other optimizer's is what it has done, w after − w before. Nil before the update.
        public var change: Double?
        /// w after the update; nil before it.
        public var updated: Double?
        /// The loss with its settings.
        public var loss: LossSpec
        /// In the last column: what the loss sends back to the output, by its own formula.
        public var lossGradient: ExplainLine?
        /// The update in the field's notation: `= −η·∂L/∂w`, `= −η·v`, or `by adam`.
        public var updateRule: String
        /// The part of `gradient` that comes from the penalty on the size of weights; nil without one.
        public var penaltyGradient: Double?
        /// `gradient` after clipping; nil where nothing is clipped, or not yet.
        public var clippedGradient: Double?
        /// True if each a depends on its own z alone, so that f′(z) is a number. False behind a softmax layer.
        public var isElementwise: Bool
        /// True if Δw is −η·∂L/∂w and nothing else (no momentum, no decay).
        public var isPlainDescent: Bool

        /// f′(z), as the backward pass has used it: δ / (∂L/∂a). Nil where nothing arrives, or a is not a function of z alone.
        public var derivative: Double? { !isElementwise || error == 0 || !error.isFinite ? nil : delta / error }
    }

    /// A sum of products with its largest terms.
    public struct ContributionSum: Sendable {
        /// One product of a sum.
        public struct Term: Sendable, Hashable {
            /// The neuron it comes from.
            public var index: Int
            /// The weight of the connection.
            public var weight: Double
            /// The number that the weight is multiplied by: a going forward, δ coming back.
            public var factor: Double
            /// The neuron's share of the sum.
            public var product: Double { weight * factor }

            package init(index: Int, weight: Double, factor: Double) {
                (self.index, self.weight, self.factor) = (index, weight, factor)
            }
        }

        /// The largest products by magnitude, the largest first.
        public var terms: [Term]
        /// The number of products that are not among them.
        public var restCount: Int
        /// The sum of the others.
        public var rest: Double
        /// The sum of all products, in Double.
        public var total: Double
    }

    /// The tensors that are read, where there is something to explain.
    private struct Sources {
        var pass: ObservedPass
        var weights: WeightMatrix
        var inputs: UnsafeBufferPointer<Float>
        var deltas: UnsafeBufferPointer<Float>
        var errors: UnsafeBufferPointer<Float>
    }

    private func sources(_ moment: any Moment) -> Sources? {
        guard selection.inner == nil, let pass = moment.observed(selection.sample),
            let weights = moment.weights(ofColumn: selection.column), selection.neuron < weights.outputs,
            // The bias, which follows the weights, is explained by the layer itself.
            selection.input ?? 0 < weights.inputs
        else { return nil }
        let inputs = pass.values(ofColumn: selection.column - 1, moment)
        guard inputs.count == weights.inputs, let deltas = pass.deltas(ofColumn: selection.column, moment),
            let errors = pass.errors(ofColumn: selection.column, moment)
        else { return nil }
        return Sources(pass: pass, weights: weights, inputs: inputs, deltas: deltas, errors: errors)
    }

    /// True if there is an answer.
    package func hasReading(_ moment: any Moment) -> Bool { sources(moment) != nil }

    public var wants: TensorSet { .pass }

    public func read(_ moment: any Moment) -> Reading? {
        guard let sources = sources(moment) else { return nil }
        let (pass, weights, inputs) = (sources.pass, sources.weights, sources.inputs)
        let (deltas, errors) = (sources.deltas, sources.errors)
        let column = moment.columns[selection.column]
        let neuron = selection.neuron
        let row = weights.row(neuron)
        let input = selection.input ?? moment.largestParameter(of: selection, pass) ?? 0
        let factor = Double(pass.deltaFactor)
        let delta = Double(deltas[neuron]) * factor
        let isLast = column.index == moment.columns.count - 1
        let after = moment.weights(ofColumn: column.index, afterUpdate: true)
        let weight = Double(row[input])
        let gradient = moment.gradient(of: weights, neuron, input) ?? .nan
        let rate = moment.learningRate(at: moment.position.iteration)
        let updated = after.map { Double($0.row(neuron)[input]) }
        return Reading(
            column: column.index, neuron: neuron, input: input, neurons: column.units, inputs: row.count,
            layer: column.layers.lowerBound, activationLayer: column.layers.upperBound - 1, activation: column.activation,
            sum: sum(row.indices, weight: { Double(row[$0]) }, factor: { Double(inputs[$0]) }),
            bias: weights.bias.map { Double($0[neuron]) },
            z: Double(pass.preActivations(ofColumn: column.index, moment)[neuron]),
            a: Double(pass.values(ofColumn: column.index, moment)[neuron]), delta: delta, error: Double(errors[neuron]) * factor,
            errorSum: isLast ? nil : errorSum(of: neuron, column, pass, moment),
            actual: isLast ? pass.outputs(moment)[neuron] : nil, desired: isLast ? pass.targets(moment)[neuron] : nil,
            isDirectError: isLast && column.layers.count == 1 && moment.loss.spec.errorIsDirect, weight: weight,
            source: Double(inputs[input]),
            sampleGradient: delta * Double(inputs[input]), gradient: gradient, share: BatchShare(of: selection.sample, moment),
            batchSum: batchSum(input, column, moment), batchCount: moment.status.batchCount,
            isSumOverBatch: moment.loss.spec.reduction == .sum, learningRate: rate,
            change: updated.map { moment.isPlainDescent ? -rate * gradient : $0 - weight }, updated: updated,
            loss: moment.loss.spec,
            lossGradient: isLast
                ? moment.loss.explainGradient(unit: neuron, sample: pass.row, in: pass.workspace, alone: true).last : nil,
            updateRule: moment.updateRule, penaltyGradient: moment.penaltyGradient(of: weights, neuron, input),
            clippedGradient: moment.clippedGradient(of: weights, neuron, input),
            isElementwise: moment.network.layers[column.layers].dropFirst().allSatisfy(\.isElementwise),
            isPlainDescent: moment.isPlainDescent)
    }

    /// Each sample of the batch with its own δ and a, whatever the loss makes of them together.
    private func batchSum(_ input: Int, _ column: GraphColumn, _ moment: any Moment) -> ContributionSum? {
        guard moment.hasGradients(column.layers.lowerBound), let first = moment.observed(.batch(0)),
            first.deltas(ofColumn: column.index, moment) != nil
        else { return nil }
        func pass(_ row: Int) -> ObservedPass {
            ObservedPass(workspace: first.workspace, row: row, index: moment.batchIndices[row], deltaFactor: first.deltaFactor)
        }
        return sum(
            moment.batchIndices.indices, listing: Self.listedSamples,
            weight: { Double((pass($0).deltas(ofColumn: column.index, moment)?[selection.neuron] ?? 0) * first.deltaFactor) },
            factor: { Double(pass($0).values(ofColumn: column.index - 1, moment)[input]) })
    }

    /// Samples of a batch to give one by one.
    private static let listedSamples = 8

    private func errorSum(of neuron: Int, _ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment) -> ContributionSum? {
        guard let next = moment.weights(ofColumn: column.index + 1), neuron < next.inputs,
            let deltas = pass.deltas(ofColumn: column.index + 1, moment)
        else { return nil }
        let column = next.column(neuron)
        return sum(column.indices, weight: { Double(column[$0]) }, factor: { Double(deltas[$0]) * Double(pass.deltaFactor) })
    }

    private func sum(
        _ range: Range<Int>, listing terms: Int? = nil, weight: (Int) -> Double, factor: (Int) -> Double
    ) -> ContributionSum {
        let terms = terms ?? self.terms
        let products = range.map { weight($0) * factor($0) }
        let largest = products.indices.largest(terms) { Float(products[$0].magnitude) }.map { range.lowerBound + $0 }
        let shown = largest.map { ContributionSum.Term(index: $0, weight: weight($0), factor: factor($0)) }
        let total = products.reduce(0, +)
        return ContributionSum(
            terms: shown, restCount: range.count - shown.count, rest: total - shown.reduce(0) { $0 + $1.product }, total: total)
    }
}
