import Datasets
import NeuralNetwork

/// Where every number of the selected neuron comes from, whatever its layer: forward, its part in the loss, backward, one of its
/// parameters' gradient, and what the optimizer makes of that. Each layer, loss and optimizer explains itself; a pane only writes
/// it down, as much of it as it has room for.
public struct ExplanationProbe: Probe {
    /// The neuron, or a number within its layer, and one of its parameters; without one, the one that carries most.
    public var selection: Selection
    /// Ways from the loss to give, those that carry most first.
    public var paths: Int

    /// An explanation of a selection, by default without ways of the error.
    public init(selection: Selection, paths: Int = 0) { (self.selection, self.paths) = (selection, paths) }

    public struct Reading: Sendable {
        /// Number of the neuron's column, from 1.
        public var column: Int
        /// The neuron, as a place in its column.
        public var neuron: Int
        /// The number explained, where it is one on the way to the neuron.
        public var inner: StageUnit?
        /// The parameter explained; nil where the neuron is made with none.
        public var parameter: ExplainedParameter?
        /// Part of the sample in view in the batch that a gradient is of.
        public var share: BatchShare
        /// The explanation, in the order in which an iteration computes it.
        public var sections: [Section]
        /// The ways on which the error comes to the neuron.
        public var paths: [ErrorPath]
        /// The scaling of the input that the parameter weighs; nil where inputs are as they stand in the data.
        public var scaledInput: ScaledInput? = nil
    }

    /// An input, and the number in the data that it was made of.
    public struct ScaledInput: Sendable {
        /// Its place among the inputs.
        public var place: Int
        /// The number as it stands in the data.
        public var original: Double
        /// Offset and unit: the input is the number less the offset, divided by the unit.
        public var term: Scaling.Term
        /// The rule that they come from.
        public var scale: InputScale
        /// The number that the network sees.
        public var value: Double
    }

    /// One of the neuron's parameters.
    public struct ExplainedParameter: Sendable {
        /// Its place among those that the neuron is made with.
        public var place: Int
        /// The number of parameters that the neuron is made with.
        public var count: Int
        /// Its name as people write it.
        public var name: ParameterName
        /// The value that the iteration began with.
        public var value: Double
        /// The value after the update; nil until then.
        public var updated: Double?
    }

    /// Lines that belong together.
    public struct Section: Sendable {
        /// The pass or state that computes a section's numbers.
        public enum Kind: Sendable, Hashable {
            case forward, loss, backward
            /// The gradient of the parameter by the sample in view alone.
            case sampleGradient
            /// The parameter's gradient of the batch.
            case gradient
            case update
        }
        /// The pass or state that computes the numbers.
        public var kind: Kind
        /// The layer that explains; nil for the loss and the optimizer.
        public var layer: Int?
        /// False while the states that compute it are still to come: then formulas stand without numbers.
        public var isKnown: Bool
        /// True where it is not known only because it is hidden.
        public var isHidden = false
        /// Lines of the layer, loss or optimizer: name, formula, arithmetic, value.
        public var lines: [ExplainLine]
        /// The place of the elements that a sum was made from, where that is not the column before or behind.
        public var sources: Source?

        /// Whether it is a gradient of the parameter: the sample's or the batch's.
        public var isGradient: Bool { kind == .sampleGradient || kind == .gradient }
    }

    /// Where the elements of a sum are to be found.
    public enum Source: Sendable, Hashable {
        case column(Int)
        /// Units of a stage of the column's own layer.
        case stage(Int)
        case nowhere

        /// The place of the numbers that a stage reads.
        package init(_ reads: LayerStage.Reads, before column: Int) {
            switch reads {
            case .input: self = .column(column - 1)
            case .stage(let stage): self = .stage(stage)
            case .several: self = .nowhere
            }
        }
    }

    public var wants: TensorSet { .pass }
    public var leavesOutHidden: Bool { true }
    public var sampleInView: SampleChoice? { selection.sample }

    public func read(_ moment: any Moment) -> Reading? {
        var status = moment.status
        guard var reading = read(moment, status) else { return nil }
        guard !status.hidden.isEmpty else { return reading }
        status.hidden = HiddenNumbers()
        let whole = read(moment, status)?.sections ?? []
        for (index, section) in whole.enumerated() where section.isKnown && reading.sections.indices.contains(index) {
            reading.sections[index].isHidden = !reading.sections[index].isKnown
        }
        return reading
    }

    private func read(_ moment: any Moment, _ status: Status) -> Reading? {
        guard let pass = moment.observed(selection.sample), selection.column > 0, selection.column < moment.columns.count,
            selection.neuron < moment.columns[selection.column].units
        else { return nil }
        let view = View(moment: moment, pass: pass, column: moment.columns[selection.column], status: status)
        if let inner = selection.inner {
            return moment.has(inner, column: selection.column) ? reading(innerSections(inner, view), view) : nil
        }
        var sections: [Section] = []
        for layer in view.column.layers where !moment.network.layers[layer].isView || view.column.layers.count == 1 {
            sections.append(
                Section(
                    kind: .forward, layer: layer, isKnown: view.status.hasForward(layer, neuron: selection.neuron),
                    lines: view.pass(layer).explainOutput(selection.neuron),
                    sources: layer == view.column.layers.lowerBound
                        ? view.column.stages.last.map { Source($0.reads, before: view.column.index) } : nil))
        }
        sections += lossSections(view)
        sections += errorSections(view)
        return reading(sections, view)
    }

    /// The pass that is read, and the column from which it is looked at.
    private struct View {
        var moment: any Moment
        var pass: ObservedPass
        var column: GraphColumn
        var status: Status

        /// A layer's pass, in the letters of whoever looks at the column.
        func pass(_ layer: Int) -> LayerPass<Float> { moment.layerPass(layer, pass, seenFrom: column.index) }
    }

    /// With what there is to say of one of the parameters.
    private func reading(_ sections: [Section], _ view: View) -> Reading {
        let paths = selection.inner == nil ? ErrorPath.strongest(paths, to: selection, view.pass, view.moment) : []
        var reading = Reading(
            column: view.column.index, neuron: selection.neuron, inner: selection.inner, parameter: nil,
            share: BatchShare(of: selection.sample, view.moment), sections: sections, paths: paths)
        let parameters = view.moment.parameters(of: selection, view.pass)
        let wanted =
            selection.input.map { min($0, max(0, parameters.count - 1)) }
            ?? view.moment.largestParameter(of: selection, view.pass)
        guard let place = wanted, parameters.indices.contains(place), let name = view.moment.name(ofParameter: parameters[place])
        else { return reading }
        let offset = parameters[place]
        let layer = view.moment.network.layout.entry(at: offset)?.layer ?? view.column.layers.lowerBound
        reading.parameter = ExplainedParameter(
            place: place, count: parameters.count, name: name, value: Double(view.moment.parametersInView[offset]),
            updated: view.moment.isUpdated(layer) && !view.status.hidesChange(layer, neuron: selection.neuron)
                ? Double(view.moment.network.parameters[offset]) : nil)
        reading.sections += parameterSections(offset, layer, view)
        reading.scaledInput = scaledInput(place, view)
        return reading
    }

    /// The input that one of the first layer's weights weighs, where inputs were scaled.
    private func scaledInput(_ place: Int, _ view: View) -> ScaledInput? {
        guard view.column.index == 1, selection.inner == nil, let scaling = view.moment.data.scaling,
            scaling.inputs.indices.contains(place), scaling.inputs[place] != .identity
        else { return nil }
        let values = view.pass.values(ofColumn: 0, view.moment)
        guard values.count == scaling.inputs.count else { return nil }
        let value = Double(Array(values)[place])
        return ScaledInput(
            place: place, original: scaling.inputs[place].original(value), term: scaling.inputs[place], scale: scaling.scale,
            value: value)
    }

    /// A number on the way through a column's layer.
    private func innerSections(_ inner: StageUnit, _ view: View) -> [Section] {
        let (layer, column) = (view.column.layers.lowerBound, view.column)
        let layerPass = view.pass(layer)
        var sections = [
            Section(
                kind: .forward, layer: layer, isKnown: view.status.hasInner(inner, column: column.index),
                lines: layerPass.explainStage(inner.stage, inner.unit),
                sources: Source(column.stages[inner.stage].reads, before: column.index))
        ]
        if view.pass.workspace.hasOutputGradient(layer + 1) {
            let stages = view.moment.network.layers[layer].backwardStages
            let arriving = stages.firstIndex { $0.arrivesAt == inner.stage } ?? stages.count - 1
            let reader = column.stages.dropLast().firstIndex { $0.reads == .stage(inner.stage) }
            sections.append(
                Section(
                    kind: .backward, layer: layer,
                    isKnown: view.status.hasInnerError(inner, column: column.index, arrivingWith: arriving),
                    lines: layerPass.explainStageError(inner.stage, inner.unit), sources: reader.map { .stage($0) } ?? .nowhere))
        }
        return sections
    }

    /// The sample's loss, and in the last column what it makes of the output and sends back to it.
    private func lossSections(_ view: View) -> [Section] {
        let (moment, pass) = (view.moment, view.pass)
        let names = moment.data.train.classNames
        let loss = moment.loss.explain(sample: pass.row, in: pass.workspace) { names.indices.contains($0) ? names[$0] : "\($0)" }
        let sections = [Section(kind: .loss, layer: nil, isKnown: view.status.hasLoss, lines: [loss])]
        guard view.column.index == moment.columns.count - 1 else { return sections }
        let output = moment.loss.explainOutput(unit: selection.neuron, sample: pass.row, in: pass.workspace).map {
            Section(kind: .forward, layer: nil, isKnown: view.status.hasOutput(selection.neuron), lines: [$0])
        }
        let gradient = moment.loss.explainGradient(unit: selection.neuron, sample: pass.row, in: pass.workspace)
        let name = moment.letters(ofLayer: view.column.layers.upperBound - 1, seenFrom: view.column.index).outputError
        let line = ExplainLine(name, gradient.formula, gradient.arithmetic, gradient.value)
        return (output.map { [$0] } ?? []) + sections
            + [
                Section(
                    kind: .backward, layer: nil,
                    isKnown: view.status.hasOutputGradient(view.column.layers.upperBound - 1, neuron: selection.neuron),
                    lines: [line])
            ]
    }

    /// The error that arrives from the next column, and its way through the column's own functions.
    private func errorSections(_ view: View) -> [Section] {
        let moment = view.moment
        var layers = view.column.layers.dropFirst().reversed().filter { !moment.network.layers[$0].isView }
        if view.column.index + 1 < moment.columns.count {
            layers.insert(moment.columns[view.column.index + 1].layers.lowerBound, at: 0)
        }
        return layers.compactMap { layer in
            guard view.pass.workspace.hasOutputGradient(layer) else { return nil }
            return Section(
                kind: .backward, layer: layer, isKnown: view.status.hasOutputGradient(layer - 1, neuron: selection.neuron),
                lines: view.pass(layer).explainInputGradient(selection.neuron))
        }
    }

    /// The gradient of a parameter by the sample alone, the one over the batch, and the update.
    private func parameterSections(_ offset: Int, _ layer: Int, _ view: View) -> [Section] {
        let moment = view.moment
        let isKnown = view.status.hasGradient(layer, neuron: selection.neuron)
        var sections: [Section] = []
        func append(_ kind: Section.Kind, _ lines: [ExplainLine]) {
            if !lines.isEmpty { sections.append(Section(kind: kind, layer: layer, isKnown: isKnown, lines: lines)) }
        }
        // Of a batch that is this sample alone, its gradient is the batch's.
        let isAlone = BatchShare(of: selection.sample, moment) == .whole
        let own = moment.pass(ofParameter: offset, view.pass, seenFrom: view.column.index).map {
            $0.pass.alone.explainGradient(ofParameter: $0.index)
        }
        if !isAlone { append(.sampleGradient, own ?? []) }
        if let batch = moment.batchPass, let (pass, index) = moment.pass(ofParameter: offset, batch, seenFrom: view.column.index)
        {
            let lines = moment.unclipped(pass.explainGradient(ofParameter: index), offset)
            append(.gradient, lines + moment.explainPenalty(offset, lines.last))
        } else if let product = own?.last?.name, let letter = moment.name(ofParameter: offset)?.symbol.letter {
            let count = moment.status.batchSize
            let formula = count == 1 ? product : "mean of \(count) \(product)"
            append(.gradient, [ExplainLine("∂L/∂" + letter, formula, .constant(.nan))])
        }
        sections.append(
            Section(
                kind: .update, layer: nil,
                isKnown: moment.isUpdated(layer) && !view.status.hidesChange(layer, neuron: selection.neuron),
                lines: moment.explainUpdate(offset, layer)))
        return sections
    }
}
