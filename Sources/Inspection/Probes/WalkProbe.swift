import NeuralNetwork

/// The sum that a walk is in the middle of: its terms as far as they are shown, the running total, and the term to come.
public struct WalkProbe: Probe {
    /// The sample whose numbers are walked through.
    public var sample: SampleChoice
    /// The order in which terms are shown; the sum is the core's either way.
    public var order: TermOrder
    /// Terms to give one by one; the others come as one number.
    public var lines: Int

    /// The sum under way, its terms in an order and at most so many of them.
    public init(sample: SampleChoice, order: TermOrder, lines: Int) {
        (self.sample, self.order, self.lines) = (sample, order, lines)
    }

    public struct Reading: Sendable {
        /// One product of the sum.
        public struct Term: Sendable, Hashable {
            /// The neuron that it comes from; -1 is the zero around an image.
            public var source: Int
            /// The weight of the connection.
            public var weight: Double
            /// The number that it is multiplied by: a going forward, δ coming back.
            public var factor: Double
            /// The factor's name, where it is no neuron of another column.
            public var label: String?
            /// The neuron's share of the sum.
            public var product: Double { weight * factor }
        }

        /// The place that the walk has come to.
        public var walkState: WalkState
        /// True going forward (w·a), false coming back (w·δ).
        public var isForward: Bool
        /// The column that the factors come from.
        public var sourceColumn: Int
        /// The last terms shown, oldest first; once the sum is whole, its first.
        public var terms: [Term]
        /// The number of others that are shown.
        public var otherCount: Int
        /// The sum of those others.
        public var others: Double
        /// The sum of all terms shown, and the bias once it is.
        public var running: Double
        /// The last term shown.
        public var last: Term?
        /// The term that the next step shows; nil at the end of the sum, and where the sum is hidden.
        public var next: Term?
        /// Terms that the sum has.
        public var termCount: Int
        /// Terms shown so far.
        public var shownCount: Int
        /// Nil without one.
        public var bias: Double?
        /// The layer's sum as training has it: z, or ∂L/∂a.
        public var value: Double
        /// The result of the column's functions on it: a, or δ.
        public var output: Double?
        /// Of a sum within a layer: its name, its formula, and what is made of it within the layer, as far as that is shown.
        public var stage: Stage?

        /// The facts of a sum within a layer.
        public struct Stage: Sendable {
            /// Its name within the layer: `f`, `i`, `query` …
            public var name: String
            /// Its formula, in the field's notation.
            public var formula: String
            /// Lines of what is made of the sum, as far as that is shown.
            public var lines: [ExplainLine]
            /// Functions within the layer that are still to come.
            public var functionsLeft: Int
        }

        /// The last term shown, where showing it was the last step.
        public var current: Term? { if case .terms = walkState.part { last } else { nil } }

    }

    public var wants: TensorSet { .pass }
    public var leavesOutHidden: Bool { true }
    public var sampleInView: SampleChoice? { sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let walkState = moment.walkState, let pass = moment.observed(sample),
            let phase = moment.phase(ofState: walkState.since),
            let layer = phase.layer
        else { return nil }
        let isForward = phase.pass == .forward
        // Back in the first layer that learns no error arrives anywhere: its neurons' gradients are shown, each at once.
        if !isForward, walkState.inner == nil, moment.columns[walkState.column].layers.contains(layer) { return nil }
        let layerPass = moment.layerPass(layer, pass, seenFrom: walkState.column)
        let stages = isForward ? moment.network.layers[layer].forwardStages : moment.network.layers[layer].backwardStages
        let place = StageIndex(
            isForward: isForward, stage: walkState.inner?.place ?? stages.count - 1, unit: walkState.unit, sum: walkState.sum)
        let stageSum = layerPass.stageSum(place)
        guard let sum = stageSum?.sum ?? plainSum(walkState, isForward, layerPass), sum.terms.count > 0 else { return nil }
        if !isForward, !pass.workspace.hasOutputGradient(layer) { return nil }
        let scale = isForward ? 1 : Double(pass.deltaFactor)
        var terms = sum.terms.enumerated().map { index, term in
            Reading.Term(
                source: walkState.inner == nil ? term.source : -1, weight: term.weight, factor: term.factor,
                label: stageSum?.labels[index])
        }
        if order == .largestFirst { terms = Self.largestFirst(terms) }
        var shown = terms.count
        if case .terms(let count, of: _) = walkState.part, !walkState.isUnitWhole || count < terms.count { shown = count }
        let isBiasShown = sum.bias != nil && walkState.isPartWhole
        let count = min(shown, max(1, lines))
        let listed = walkState.isPartWhole ? terms[..<count] : terms[shown - count..<shown]
        let total = terms[..<shown].reduce(0) { $0 + $1.product }
        // The next term tells the sum that is asked for.
        let hidden = moment.status.hidden
        let isHidden =
            walkState.inner == nil
            && (isForward
                ? hidden.hidesSum(walkState.column, walkState.unit)
                : hidden.hidesOutputError(walkState.column, walkState.unit))
        let stage = stageSum.map { self.stage($0, stages[place.stage], place, walkState, layerPass) }
        let values = isForward ? pass.workspace.activation(layer + 1)[pass.row] : pass.workspace.outputGradient(layer)[pass.row]
        let column = moment.columns[walkState.column]
        return Reading(
            walkState: walkState, isForward: isForward, sourceColumn: isForward ? column.index - 1 : column.index + 1,
            terms: Array(listed),
            otherCount: shown - count, others: total - listed.reduce(0) { $0 + $1.product },
            running: total + (isBiasShown ? sum.bias ?? 0 : 0),
            last: terms[..<shown].last, next: shown < terms.count && !isHidden ? terms[shown] : nil, termCount: terms.count,
            shownCount: shown,
            bias: isHidden && !isBiasShown ? nil : sum.bias,
            value: stageSum?.value ?? Double(values[walkState.unit]) * scale,
            output: walkState.inner != nil
                ? nil
                : isForward
                    ? Double(pass.values(ofColumn: column.index, moment)[walkState.unit])
                    : pass.deltas(ofColumn: column.index, moment).map { Double($0[walkState.unit]) * scale },
            stage: stage)
    }

    private func plainSum(_ walkState: WalkState, _ isForward: Bool, _ pass: LayerPass<Float>) -> ProductSum? {
        guard walkState.inner == nil else { return nil }
        return isForward ? pass.forwardSum(walkState.unit) : pass.backwardSum(walkState.unit)
    }

    /// The stage of a sum within its layer, as far as the walk has come.
    private func stage(
        _ sum: StageSum, _ stage: LayerStage, _ place: StageIndex, _ walkState: WalkState, _ pass: LayerPass<Float>
    ) -> Reading.Stage {
        var made = 0
        switch walkState.part {
        case .inner(let index): made = index + 1
        case .function: made = stage.functions
        default: made = walkState.isUnitWhole ? stage.functions : 0
        }
        var lines: [ExplainLine] = []
        if walkState.isPartWhole, made == 0, let result = sum.result { lines.append(result) }
        if made > 0 { lines += functionLines(stage, place, walkState, pass).prefix(made * stage.linesOfFunction) }
        return Reading.Stage(name: sum.name, formula: sum.formula, lines: lines, functionsLeft: stage.functions - made)
    }

    /// The results of the functions within a layer on a unit, in the order in which they are walked.
    private func functionLines(
        _ stage: LayerStage, _ place: StageIndex, _ walkState: WalkState, _ pass: LayerPass<Float>
    ) -> [ExplainLine] {
        guard place.isForward else {
            // Of each function its slope is told too, which is no step.
            let all = walkState.inner?.stage.map { pass.explainStageError($0, place.unit) } ?? []
            return all.filter { !$0.isStep }.suffix(stage.functions)
        }
        let all = pass.explainStage(place.stage, place.unit)
        let outputs = all.filter { !$0.isStep }
        if outputs.count >= stage.functions, stage.functions > 0, stage.linesOfFunction == 1 {
            return outputs.suffix(stage.functions)
        }
        return all.suffix(stage.functions * stage.linesOfFunction)
    }

    /// By what they carry, the largest first; NaN last, ties in order.
    private static func largestFirst(_ terms: [Reading.Term]) -> [Reading.Term] {
        func size(_ term: Reading.Term) -> Double { term.product.isNaN ? -1 : term.product.magnitude }
        return terms.enumerated().sorted { (size($0.element), -$0.offset) > (size($1.element), -$1.offset) }.map(\.element)
    }
}

extension Moment {
    /// A state of the iteration by its place.
    package func phase(ofState state: Int) -> Phase? { machine.phases.indices.contains(state) ? machine.phases[state] : nil }
}
