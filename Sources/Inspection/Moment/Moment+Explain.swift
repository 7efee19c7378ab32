import NeuralNetwork

/// Sources of explanations besides the layers' own memory.
extension Moment {
    /// A sample's way through a layer, with the parameters that it used, in the letters of whoever looks at a column: at the
    /// layer's own unless another is named.
    package func layerPass(_ layer: Int, _ pass: ObservedPass, seenFrom column: Int? = nil) -> LayerPass<Float> {
        var layerPass = pass.workspace.pass(
            layer: layer, sample: pass.row, parameters: parametersInView, errorScale: Double(pass.deltaFactor))
        layerPass.letters = letters(ofLayer: layer, seenFrom: column)
        return layerPass
    }

    /// A sample's way through the layer that owns a parameter, inner ones included, and the parameter's place there.
    package func pass(ofParameter offset: Int, _ pass: ObservedPass, seenFrom column: Int) -> (
        pass: LayerPass<Float>, index: Int
    )? {
        guard
            var found = pass.workspace.pass(
                ofParameter: offset, sample: pass.row, parameters: parametersInView, errorScale: Double(pass.deltaFactor)),
            let entry = network.layout.entry(at: offset)
        else { return nil }
        if network.layers[entry.layer].branches.isEmpty {
            found.pass.letters = letters(ofLayer: entry.layer, seenFrom: column)
        }
        return found
    }

    /// The batch in view, as its first sample; nil where none has been taken yet.
    package var batchPass: ObservedPass? {
        machine.hasDone(.batch, at: position) ? observed(.batch(0)) : nil
    }

    /// The letters of a layer for whoever looks at a column: without a subscript those of its own neurons, with one the others'.
    package func letters(ofLayer layer: Int, seenFrom viewer: Int? = nil) -> LayerLetters {
        guard let column = columns.first(where: { $0.layers.contains(layer) }) else { return network.layers[layer].letters }
        let layers = column.layers.filter { $0 == layer || !network.layers[$0].isView }
        let viewer = viewer ?? column.index
        let before = column.index - 1
        // The output of the column before: of that which is looked at without its number.
        let number = before == viewer ? "" : Subscripts.text(before)
        let hasFunctions = before > 0 && columns[before].layers.dropFirst().contains { !network.layers[$0].isView }
        let isState = before > 0 && network.layers[columns[before].layers.lowerBound].letters.output == "h" && !hasFunctions
        let input = before == 0 ? "x" : (isState ? "h" : "a") + number
        let error = before == 0 ? "∂L/∂x" : hasFunctions || isState ? "∂L/∂" + input : "δ" + number
        var letters = LayerLetters.chain(layers.map { network.layers[$0] }, input: input, inputError: error)[
            layers.firstIndex(of: layer) ?? 0]
        if viewer != column.index {
            let own = Subscripts.text(column.index)
            letters.weight += own
            letters.outputError += own
        }
        return letters
    }

    /// The parameters that a neuron is made with, as places in the flat store: for a dense layer its weights, then its bias.
    package func parameters(of selection: Selection, _ pass: ObservedPass) -> [Int] {
        guard selection.column > 0, selection.column < columns.count, selection.neuron < columns[selection.column].units else {
            return []
        }
        let layers = columns[selection.column].layers
        func parameters(ofLayer layer: Int, _ own: (LayerPass<Float>) -> [Int]) -> [Int] {
            let first = network.parameterRange(ofLayer: layer).lowerBound
            return own(layerPass(layer, pass)).map { first + $0 }
        }
        guard let inner = selection.inner else {
            return layers.flatMap { layer in parameters(ofLayer: layer) { $0.parameters(of: selection.neuron) } }
        }
        guard has(inner, column: selection.column) else { return [] }
        return parameters(ofLayer: layers.lowerBound) { $0.parameters(ofStage: inner.stage, inner.unit) }
    }

    /// True if there is such a number within a column's layer.
    package func has(_ inner: StageUnit, column: Int) -> Bool {
        let stages = columns[column].stages
        return inner.stage >= 0 && inner.stage < stages.count - 1 && inner.unit >= 0 && inner.unit < stages[inner.stage].units
    }

    /// The place of the parameter that carries most, |w·x|, among the neuron's: of one that is no such sum, the largest.
    package func largestParameter(of selection: Selection, _ pass: ObservedPass) -> Int? {
        rankedParameters(of: selection, pass, 1).first
    }

    /// The places of the neuron's parameters by what they carry, the largest first, and its bias last. Found once for all probes
    /// of a frame.
    package func rankedParameters(of selection: Selection, _ pass: ObservedPass, _ count: Int) -> [Int] {
        guard cache.frame != nil, count <= RankingProbe.count else { return rank(selection, pass, count) }
        let neuron = Selection(
            column: selection.column, neuron: selection.neuron, input: nil, sample: selection.sample, inner: selection.inner)
        if let known = cache.frame?.rankings[neuron] { return Array(known.prefix(count)) }
        let found = rank(selection, pass, RankingProbe.count)
        cache.frame?.rankings[neuron] = found
        return Array(found.prefix(count))
    }

    private func rank(_ selection: Selection, _ pass: ObservedPass, _ count: Int) -> [Int] {
        let places = parameters(of: selection, pass)
        guard !places.isEmpty else { return [] }
        let layer = columns[selection.column].layers.lowerBound
        let first = network.parameterRange(ofLayer: layer).lowerBound
        guard selection.inner == nil, let sum = layerPass(layer, pass).forwardSum(selection.neuron) else {
            return places.indices.largest(count) { parametersInView[places[$0]].magnitude }
        }
        // Not by activations that are those of the batch before.
        let isFresh = isCurrent(column: selection.column - 1, selection.sample)
        let sizes = TermSizes(sum, byProduct: isFresh)
        let weights = places.indices.filter { sizes[places[$0] - first] != nil }
        let ranked = weights.indices.largest(count) { sizes[places[weights[$0]] - first] ?? 0 }.map { weights[$0] }
        return ranked + (ranked.count < count ? places.indices.filter { sizes[places[$0] - first] == nil } : [])
    }

    /// The place of the neuron's bias among its parameters; nil where it is no sum with one.
    package func biasPlace(of selection: Selection, _ pass: ObservedPass) -> Int? {
        let layer = columns[selection.column].layers.lowerBound
        guard network.layers[layer].addsBias else { return nil }
        return layerPass(layer, pass).parameters(of: selection.neuron).count - 1
    }

    /// True if a column holds what the sample in view has made of it in this iteration, not what the batch before has left.
    package func isCurrent(column: Int, _ sample: SampleChoice) -> Bool {
        if case .pinned = sample { return true }
        return machine.hasDone(machine.source(ofActivation: column <= 0 ? 0 : columns[column].layers.upperBound), at: position)
    }

    /// The lines with the gradient as it was before penalties and clipping changed it: the workspace holds only what they have
    /// made of it.
    package func unclipped(_ lines: [ExplainLine], _ offset: Int) -> [ExplainLine] {
        guard let last = lines.last else { return [] }
        guard !penalty.isNone || gradientsAreClipped else { return lines }
        let value = penalty.isNone ? unclippedGradient(offset) : nil
        return lines.dropLast() + [ExplainLine(last.name, last.formula, last.arithmetic, value)]
    }

    /// The penalty's part of a gradient, by the size of the parameter; nothing without a penalty.
    package func explainPenalty(_ offset: Int, _ gradient: ExplainLine?) -> [ExplainLine] {
        guard !penalty.isNone, let gradient, let entry = network.layout.entry(at: offset), penalty.applies(to: entry) else {
            return []
        }
        let w = Double(parametersInView[offset])
        var parts: [Arithmetic] = [.factor(ExplainFactor("∂L/∂w", gradient.value))]
        if penalty.l1 != 0 {
            parts.append(
                .product([
                    .factor(ExplainFactor("λ₁", penalty.l1)), .factor(ExplainFactor("sign w", w == 0 ? 0 : w < 0 ? -1 : 1)),
                ])
            )
        }
        if penalty.l2 != 0 {
            parts.append(.product([.constant(2), .factor(ExplainFactor("λ₂", penalty.l2)), .factor(ExplainFactor("w", w))]))
        }
        return [
            ExplainLine(
                "with penalty", "∂L/∂w" + (penalty.l1 != 0 ? " + λ₁·sign(w)" : "") + (penalty.l2 != 0 ? " + 2·λ₂·w" : ""),
                .sum(parts), unclippedGradient(offset))
        ]
    }

    /// ∂L/∂θ of the batch with penalties, before clipping.
    package func unclippedGradient(_ offset: Int) -> Double? {
        unclippedGradients.map { Double($0[offset]) }
    }

    /// The way from a gradient through clipping, the schedule and the optimizer down to the new parameter. Until it is done its
    /// formulas hold, its numbers do not.
    package func explainUpdate(_ offset: Int, _ layer: Int) -> [ExplainLine] {
        guard observedIteration == position.iteration else { return [] }
        let gradient = unclippedGradient(offset) ?? .nan
        var lines = explainClipping(offset, gradient)
        let rate = learningRate(at: position.iteration)
        let base = self.rate(at: position.iteration)
        if rate != base, base != 0 {
            let factor = ExplainFactor("schedule", rate / base)
            lines.append(ExplainLine("η", "η₀·schedule", .product([.factor(ExplainFactor("η₀", base)), .factor(factor)]), rate))
        }
        // A slot holds what the last update has left: this one's once it is done, else that of the iteration before.
        let hasBegun = hasBegunUpdate
        let isDone = isUpdated(layer)
        let moment = ParameterUpdate(
            weight: Double(parametersInView[offset]), gradient: lines.last { $0.name == "g" }?.value ?? gradient,
            learningRate: rate,
            step: optimizer.step + (hasBegun ? 0 : 1), before: slotsBefore(ofParameter: offset),
            after: isDone ? optimizer.slots.map { Double($0.store[offset]) } : nil,
            updated: isDone ? Double(network.parameters[offset]) : nil,
            scalars: optimizer.scalars(begun: hasBegun))
        return lines
            + optimizer.explain(moment).map {
                guard $0.name == "Δw", isPlainDescent else { return $0 }
                return ExplainLine($0.name, "−η·∂L/∂w", $0.arithmetic, $0.value)
            }
    }

    private func explainClipping(_ offset: Int, _ gradient: Double) -> [ExplainLine] {
        guard let formula = clip.formula else { return [] }
        let clipped = gradientsAreClipped ? workspace.gradients.map { Double($0[offset]) } : nil
        let g = Arithmetic.factor(ExplainFactor("∂L/∂w", gradient))
        let most = Arithmetic.factor(ExplainFactor("max", clip.number("max")))
        guard clip.usesNorm else {
            let size = Arithmetic.smallest([most, .largest([.negative(most), g])])
            return [ExplainLine("g", formula, size, clipped)]
        }
        let norm = position.done >= machine.doneBeforeUpdates ? unclippedGradients.map { GradientNorm.of($0) } ?? .nan : .nan
        let factor = ExplainLine(
            "clip", "min(1, max / (‖g‖ + 1e-6))",
            .smallest([.constant(1), .quotient(most, .sum([.factor(ExplainFactor("‖g‖", norm)), .constant(1e-6)]))]))
        return [factor, ExplainLine("g", formula, .product([.factor(ExplainFactor("clip", factor.value)), g]), clipped)]
    }
}

/// The share of each parameter in a sum, by its place among its layer's.
private struct TermSizes {
    /// The place that `sizes` begins with.
    private var lowest = 0
    /// −1 stands for none. The weights of a neuron lie side by side in most layers.
    private var sizes: [Float] = []
    /// Where they do not.
    private var scattered: [Int: Float] = [:]

    init(_ sum: ProductSum, byProduct: Bool) {
        func size(_ term: ProductSum.Term) -> Float { Float((byProduct ? term.product : term.weight).magnitude) }
        var (low, high) = (Int.max, Int.min)
        for case let place? in sum.terms.lazy.map(\.parameter) { (low, high) = (min(low, place), max(high, place)) }
        guard low <= high else { return }
        if high - low < 4 * sum.terms.count {
            lowest = low
            sizes = Array(repeating: -1, count: high - low + 1)
            for term in sum.terms { if let place = term.parameter { sizes[place - low] = size(term) } }
        } else {
            for term in sum.terms { if let place = term.parameter { scattered[place] = size(term) } }
        }
    }

    subscript(place: Int) -> Float? {
        let index = place - lowest
        guard sizes.indices.contains(index) else { return scattered[place] }
        return sizes[index] == -1 ? nil : sizes[index]
    }
}
