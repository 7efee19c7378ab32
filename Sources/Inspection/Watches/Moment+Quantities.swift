import NeuralNetwork

extension Moment {
    /// Evaluates breakpoints and watches at the end of an iteration (−1: at the beginning).
    package func noteWatches(endOf iteration: Int) {
        watches.note(endOf: iteration, isObserved: isObserved) { value(of: $0) }
    }

    /// A quantity as a person may see it: nil of one that is hidden, too.
    package func shownValue(of quantity: WatchQuantity) -> Double? {
        status.hidden.hides(quantity, watchScope) ? nil : value(of: quantity)
    }

    /// A quantity at the position in view; nil where the iteration has not got that far. Takes no memory.
    package func value(of quantity: WatchQuantity) -> Double? {
        switch quantity {
        case .loss: return hasLossInView ? batchDataLoss : nil
        case .objective: return hasLossInView ? batchLoss : nil
        case .lossAfter: return lossAfter
        case .batchAccuracy: return hasLossInView ? fractionCorrect : nil
        case .heldOutLoss: return latestEvaluation?.loss
        case .heldOutAccuracy: return latestEvaluation?.accuracy
        case .notFinite: return nonFinite.map { $0.noticed <= position.iteration && position != .start } == true ? 1 : 0
        case .prediction: return isObserved ? prediction : nil
        case .pinnedLoss: return isObserved ? loss.sampleValue(0, in: observer) : nil
        case .output(let index): return isObserved ? outputOfPinned(index) : nil
        case .learningRate: return learningRate(at: position.iteration)
        case .iteration: return Double(completedIterations)
        case .epoch: return machine.epochs.epochs(afterIterations: completedIterations)
        case .parameter(let kind, let offset, let layer): return parameter(kind, offset, layer)
        case .parameterNorm(let kind, let layer): return parameterNorm(kind, layer)
        case .neuron(let kind, let column, let index): return neurons(kind, column).map { Double($0[index]) }
        case .neuronNorm(let kind, let column):
            return neurons(kind, column).map { Norms.euclidean(UnsafeMutableBufferPointer(mutating: $0)) }
        case .deadNeurons(let column): return deadNeurons(column)
        case .neuronOfSample(let kind, let column, let index, let row):
            guard let pass = observed(.batch(row)) else { return nil }
            let scale = kind == .error || kind == .outputError ? Double(pass.deltaFactor) : 1
            return neurons(kind, column, pass).map { Double($0[index]) * scale }
        case .slope(let column, let index): return slope(column, index)
        case .attention(let column, let offset):
            let layer = columns[column].layers.lowerBound
            guard isObserved, machine.hasDone(.forward(layer), at: position) else { return nil }
            return observer.scratch(path: String(layer), "attentionWeights").map { Double($0.pointer[offset]) }
        case .target(let index):
            guard isObserved, machine.hasDone(.batch, at: position) else { return nil }
            let targets = ObservedPass(workspace: observer, row: 0, index: pinned.index, deltaFactor: 1).targets(self)
            return targets.indices.contains(index) ? targets[index] : nil
        case .isEdited(let offset):
            return log.entries.contains { if case .parameter(offset, _) = $0.change { true } else { false } } ? 1 : 0
        case .editCount: return Double(log.entries.count)
        case .isIn(let pass): return machine.phase(at: position)?.pass == pass ? 1 : 0
        case .kept, .variable, .deed: return nil
        }
    }

    /// f′(z): the product of the slopes of a column's functions, 1 where it has none.
    private func slope(_ column: Int, _ index: Int) -> Double? {
        guard isObserved, machine.hasDone(.forward(columns[column].layers.lowerBound), at: position) else { return nil }
        let pass = ObservedPass(workspace: observer, row: 0, index: pinned.index, deltaFactor: 1)
        var slope = 1.0
        for layer in columns[column].layers.dropFirst() where !network.layers[layer].isView {
            let lines = layerPass(layer, pass, seenFrom: column).explainInputGradient(index)
            guard let step = lines.first(where: \.isStep) else { return nil }
            slope *= step.value
        }
        return slope
    }

    /// True if the pinned sample has gone through the iteration in view.
    private var isObserved: Bool { observedIteration == position.iteration }

    private var latestEvaluation: HeldOutPoint? {
        let completed = completedIterations
        return metrics.heldOut.last { $0.iteration <= completed }
    }

    /// The class that the pinned sample is taken for; nil where an output is NaN.
    private var prediction: Double? {
        let outputs = observer.output[0]
        if outputs.count == 1 {
            let border: Float = loss.spec.outputIsLogits ? 0 : loss.spec.decisionBorder
            return outputs[0].isNaN ? nil : outputs[0] >= border ? 1 : 0
        }
        var best = 0
        for index in outputs.indices {
            if outputs[index].isNaN { return nil }
            if outputs[index] > outputs[best] { best = index }
        }
        return Double(best)
    }

    /// As the Prediction pane shows it: a probability where the loss takes logits.
    private func outputOfPinned(_ index: Int) -> Double {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: observer.count * loss.outputShape.count) { buffer in
            guard let base = buffer.baseAddress else { return .nan }
            loss.probabilities(in: observer, into: base)
            return Double(base[index])
        }
    }

    private func parameter(_ kind: WatchQuantity.ParameterKind, _ offset: Int, _ layer: Int) -> Double? {
        switch kind {
        case .value: return Double((isUpdated(layer) ? network.parameters : parametersInView)[offset])
        case .gradient:
            guard hasGradients(layer) else { return nil }
            return unclippedGradients.map { Double($0[offset]) }
        case .change:
            guard isUpdated(layer), isObserved else { return nil }
            return Double(network.parameters[offset]) - Double(parametersBefore[offset])
        }
    }

    private func parameterNorm(_ kind: WatchQuantity.ParameterKind, _ layer: Int) -> Double? {
        let range = network.parameterRange(ofLayer: layer)
        switch kind {
        case .value: return Norms.euclidean((isUpdated(layer) ? network.parameters : parametersInView)[range])
        case .gradient:
            guard hasGradients(layer), let index = trainable.firstIndex(of: layer) else { return nil }
            // Numbers that the curves have recorded need not be computed again.
            let series = metrics.gradientNorms[index]
            return series.count > position.iteration ? series[position.iteration] : gradientNorm(ofLayer: layer)
        case .change:
            guard isUpdated(layer), isObserved else { return nil }
            return Norms.distance(network.parameters[range], parametersBefore[range])
        }
    }

    /// The pinned sample's pass through a column, once the batch has got there, too.
    private func neurons(_ kind: WatchQuantity.NeuronKind, _ column: Int) -> UnsafeBufferPointer<Float>? {
        guard isObserved else { return nil }
        return neurons(kind, column, ObservedPass(workspace: observer, row: 0, index: pinned.index, deltaFactor: 1))
    }

    private func neurons(_ kind: WatchQuantity.NeuronKind, _ column: Int, _ pass: ObservedPass) -> UnsafeBufferPointer<Float>? {
        let layers = columns[column].layers
        // Inputs come with the batch.
        if column == 0, kind == .activation {
            return machine.hasDone(.batch, at: position) ? pass.values(ofColumn: 0, self) : nil
        }
        switch kind {
        case .preActivation:
            return machine.hasDone(.forward(layers.lowerBound), at: position) ? pass.preActivations(ofColumn: column, self) : nil
        case .activation:
            let source = machine.source(ofActivation: layers.upperBound)
            return machine.hasDone(source, at: position) ? pass.values(ofColumn: column, self) : nil
        case .outputError:
            let source = machine.source(ofGradientAtActivation: layers.upperBound)
            return machine.hasDone(source, at: position) ? pass.errors(ofColumn: column, self) : nil
        case .error:
            let source = machine.source(ofGradientAtActivation: layers.lowerBound + 1)
            return machine.hasDone(source, at: position) ? pass.deltas(ofColumn: column, self) : nil
        }
    }

    /// Neurons of a column whose output is 0 for every sample of the batch.
    private func deadNeurons(_ column: Int) -> Double? {
        let end = columns[column].layers.upperBound
        guard machine.hasDone(machine.source(ofActivation: end), at: position) else { return nil }
        let outputs = workspace.activation(end)
        let units = outputs.shape.count
        var dead = 0
        for unit in 0..<units {
            var sample = 0
            while sample < outputs.count, outputs.pointer[sample &* units &+ unit] == 0 { sample += 1 }
            if sample == outputs.count { dead += 1 }
        }
        return Double(dead)
    }
}
