import NeuralNetwork

/// Where every number of the selected neuron comes from, whatever its layer: forward, its part in the loss, backward, one of its
/// parameters' gradient, and what the optimizer makes of that. Each layer, loss and optimizer explains itself; a pane only writes
/// it down.
public struct ExplanationProbe: Probe {
    /// The neuron, or a number within its layer, and one of its parameters; without one, the one that carries most.
    public var selection: Selection
    /// Ways from the loss to give, those that carry most first.
    public var paths: Int
    /// The part to give of a weight that ``ExplainProbe`` explains.
    public var extent: Extent

    /// Amounts of explanation.
    public enum Extent: Sendable, Hashable {
        case whole
        /// Only what that leaves open: what an optimizer does that is no plain descent. Nothing at all where that leaves nothing
        /// open.
        case besideExplain
    }

    /// An explanation of a selection, by default without ways of the error.
    public init(selection: Selection, paths: Int = 0, extent: Extent = .whole) {
        (self.selection, self.paths, self.extent) = (selection, paths, extent)
    }

    public struct Reading: Sendable {
        /// Number of the neuron's column, from 1.
        public var column: Int
        /// The neuron, as a place in its column.
        public var neuron: Int
        /// The number explained, where it is one on the way to the neuron.
        public var inner: StageUnit?
        /// The parameter explained, as a place among those that the neuron is made with; nil where it is made with none.
        public var parameter: Int?
        /// Parameters that the neuron is made with.
        public var parameterCount: Int
        /// As a person writes it: `w[3,14] of dense₁`.
        public var parameterName: String
        /// The explanation, in the order in which an iteration computes it.
        public var sections: [Section]
        /// The ways on which the error comes to the neuron.
        public var paths: [ErrorPath]
    }

    /// Lines that belong together.
    public struct Section: Sendable {
        /// The pass or state that computes a section's numbers.
        public enum Kind: Sendable, Hashable { case forward, loss, backward, gradient, update }
        /// The pass or state that computes the numbers.
        public var kind: Kind
        /// The layer that explains; nil for the loss and the optimizer.
        public var layer: Int?
        /// False while the states that compute it are still to come: then formulas stand without numbers.
        public var isKnown: Bool
        /// Lines of the layer, loss or optimizer: name, formula, arithmetic, value.
        public var lines: [ExplainLine]
        /// The place of the elements that a sum was made from, where that is not the column before or behind.
        public var sources: Source?
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

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(selection.sample), selection.column > 0, selection.column < moment.columns.count else {
            return nil
        }
        let column = moment.columns[selection.column]
        guard selection.neuron < column.units else { return nil }
        let status = moment.status
        if let inner = selection.inner {
            return moment.has(inner, column: column.index) ? read(inner, column, pass, moment, status) : nil
        }
        if extent == .besideExplain, ExplainProbe(selection: selection, terms: 0).hasReading(moment) {
            return moment.isPlainDescent ? nil : readingOfUpdate(column, pass, moment, status)
        }
        var sections: [Section] = []
        for layer in column.layers where !moment.network.layers[layer].isView || column.layers.count == 1 {
            sections.append(
                Section(
                    kind: .forward, layer: layer, isKnown: status.hasForward(layer, neuron: selection.neuron),
                    lines: moment.layerPass(layer, pass).explainOutput(selection.neuron),
                    sources: layer == column.layers.lowerBound
                        ? column.stages.last.map { Source($0.reads, before: column.index) } : nil))
        }
        sections += lossSections(column, pass, moment, status)
        sections += errorSections(column, pass, moment, status)
        return reading(sections, column, pass, moment, status)
    }

    /// With what there is to say of one of the parameters.
    private func reading(
        _ sections: [Section], _ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment, _ status: Status
    )
        -> Reading
    {
        let parameters = moment.parameters(of: selection, pass)
        let paths = selection.inner == nil ? ErrorPath.strongest(paths, to: selection, pass, moment) : []
        guard let chosen = chosen(of: parameters, pass, moment) else {
            return Reading(
                column: column.index, neuron: selection.neuron, inner: selection.inner, parameter: nil, parameterCount: 0,
                parameterName: "", sections: sections, paths: paths)
        }
        let offset = parameters[chosen]
        return Reading(
            column: column.index, neuron: selection.neuron, inner: selection.inner, parameter: chosen,
            parameterCount: parameters.count, parameterName: moment.name(ofParameter: offset)?.long ?? "",
            sections: sections + parameterSections(offset, column, moment, status), paths: paths)
    }

    /// The parameter to explain, as a place among the neuron's; nil where it has none.
    private func chosen(of parameters: [Int], _ pass: ObservedPass, _ moment: any Moment) -> Int? {
        let chosen =
            selection.input.map { min($0, max(0, parameters.count - 1)) } ?? moment.largestParameter(of: selection, pass)
        return chosen.flatMap { parameters.indices.contains($0) ? $0 : nil }
    }

    /// The optimizer's update by the gradient, and no more.
    private func readingOfUpdate(_ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment, _ status: Status) -> Reading?
    {
        let parameters = moment.parameters(of: selection, pass)
        guard let chosen = chosen(of: parameters, pass, moment) else { return nil }
        let offset = parameters[chosen]
        return Reading(
            column: column.index, neuron: selection.neuron, inner: nil, parameter: chosen, parameterCount: parameters.count,
            parameterName: moment.name(ofParameter: offset)?.long ?? "",
            sections: [updateSection(offset, column, moment, status)],
            paths: [])
    }

    /// A number on the way through a column's layer.
    private func read(_ inner: StageUnit, _ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment, _ status: Status)
        -> Reading
    {
        let layer = column.layers.lowerBound
        let layerPass = moment.layerPass(layer, pass)
        var sections = [
            Section(
                kind: .forward, layer: layer, isKnown: status.hasInner(inner, column: column.index),
                lines: layerPass.explainStage(inner.stage, inner.unit),
                sources: Source(column.stages[inner.stage].reads, before: column.index))
        ]
        if pass.workspace.hasOutputGradient(layer + 1) {
            let stages = moment.network.layers[layer].backwardStages
            let arriving = stages.firstIndex { $0.arrivesAt == inner.stage } ?? stages.count - 1
            let reader = column.stages.dropLast().firstIndex { $0.reads == .stage(inner.stage) }
            sections.append(
                Section(
                    kind: .backward, layer: layer,
                    isKnown: status.hasInnerError(inner, column: column.index, arrivingWith: arriving),
                    lines: layerPass.explainStageError(inner.stage, inner.unit), sources: reader.map { .stage($0) } ?? .nowhere))
        }
        return reading(sections, column, pass, moment, status)
    }

    /// The sample's loss, and in the last column what it sends back.
    private func lossSections(_ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment, _ status: Status) -> [Section] {
        var sections = [
            Section(
                kind: .loss, layer: nil, isKnown: status.hasLoss,
                lines: moment.loss.explain(sample: pass.row, in: pass.workspace))
        ]
        if column.index == moment.columns.count - 1 {
            sections.append(
                Section(
                    kind: .backward, layer: nil, isKnown: status.hasLoss,
                    lines: moment.loss.explainGradient(unit: selection.neuron, sample: pass.row, in: pass.workspace)))
        }
        return sections
    }

    /// The error that arrives from the next column, and the way of it through the column's own functions.
    private func errorSections(_ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment, _ status: Status) -> [Section] {
        var layers = column.layers.dropFirst().reversed().filter { !moment.network.layers[$0].isView }
        if column.index + 1 < moment.columns.count { layers.insert(moment.columns[column.index + 1].layers.lowerBound, at: 0) }
        return layers.compactMap { layer in
            guard pass.workspace.hasOutputGradient(layer) else { return nil }
            return Section(
                kind: .backward, layer: layer, isKnown: status.hasOutputGradient(layer - 1, neuron: selection.neuron),
                lines: moment.layerPass(layer, pass).explainInputGradient(selection.neuron))
        }
    }

    /// The parameter's gradient over the batch, and its update.
    private func parameterSections(_ offset: Int, _ column: GraphColumn, _ moment: any Moment, _ status: Status) -> [Section] {
        let layer = moment.network.layout.entry(at: offset)?.layer ?? column.layers.lowerBound
        let isKnown = status.hasGradient(layer, neuron: selection.neuron)
        var sections: [Section] = []
        if status.batchCount > 0,
            let (pass, index) = moment.workspace.pass(ofParameter: offset, sample: 0, parameters: moment.parametersInView)
        {
            let lines = moment.unclipped(pass.explainGradient(ofParameter: index), offset)
            sections.append(
                Section(
                    kind: .gradient, layer: layer, isKnown: isKnown, lines: lines + moment.explainPenalty(offset, lines.last)))
        }
        return sections + [updateSection(offset, column, moment, status)]
    }

    private func updateSection(_ offset: Int, _ column: GraphColumn, _ moment: any Moment, _ status: Status) -> Section {
        let layer = moment.network.layout.entry(at: offset)?.layer ?? column.layers.lowerBound
        let isKnown = status.hasGradient(layer, neuron: selection.neuron)
        return Section(kind: .update, layer: nil, isKnown: isKnown, lines: isKnown ? moment.explainUpdate(offset, layer) : [])
    }
}
