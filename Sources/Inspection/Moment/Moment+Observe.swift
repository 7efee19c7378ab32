import NeuralNetwork

extension Moment {
    /// The pass of a sample in view. Nil where the batch has no such row or nothing has been observed yet.
    package func observed(_ sample: SampleChoice) -> ObservedPass? {
        guard observedIteration != nil else { return nil }
        switch sample {
        case .pinned: return ObservedPass(workspace: observer, row: 0, index: pinned.index, deltaFactor: 1)
        case .drawing(let drawing): return observed(drawing)
        case .batch(let row):
            guard machine.hasDone(.batch, at: position), batchIndices.indices.contains(row) else { return nil }
            return ObservedPass(
                workspace: workspace, row: row, index: batchIndices[row],
                deltaFactor: loss.spec.reduction == .sum ? 1 : Float(batchIndices.count))
        }
    }

    /// The parameters that the forward pass in view has used.
    package var parametersInView: FlatStore<Float> {
        observedIteration == nil ? network.parameters : parametersBefore
    }

    /// The weights into a column; nil where its layer has no matrix of them. After the update: nil until there was one.
    package func weights(ofColumn column: Int, afterUpdate: Bool = false) -> WeightMatrix? {
        guard column > 0, column < columns.count else { return nil }
        let layer = columns[column].layers.lowerBound
        if afterUpdate && !isUpdated(layer) { return nil }
        let entries = network.layout.entries(ofLayer: layer)
        guard let weight = entries.first(where: { $0.name == "\(layer).weight" && $0.shape.rank == 2 }),
            // Not where they are shared by the positions of a sequence, or are no weights between neurons.
            weight.shape[0] == columns[column].units, weight.shape[1] == columns[column - 1].units
        else { return nil }
        let bias = entries.first { $0.name == "\(layer).bias" }
        let store = afterUpdate ? network.parameters : parametersInView
        return WeightMatrix(
            values: UnsafeBufferPointer(store[weight.range]), bias: bias.map { UnsafeBufferPointer(store[$0.range]) },
            offset: weight.range.lowerBound, outputs: weight.shape[0], inputs: weight.shape[1])
    }

    /// True if the parameters of a layer have been updated in the iteration in view.
    package func isUpdated(_ layer: Int) -> Bool {
        machine.hasDone(.update(layer), at: position)
    }

    /// True if a layer's gradients are there in the iteration in view.
    package func hasGradients(_ layer: Int) -> Bool {
        machine.hasDone(.backward(layer), at: position)
    }

    /// ‖∂L/∂θ‖₂ of all parameters of a layer, before clipping.
    package func gradientNorm(ofLayer layer: Int) -> Double {
        if machine.hasBegunUpdates(at: computed), !normsBeforeClipping.isEmpty, let index = trainable.firstIndex(of: layer) {
            return normsBeforeClipping[index]
        }
        guard let gradients = workspace.gradients else { return 0 }
        return Norms.euclidean(gradients.values(network.parameterRange(ofLayer: layer)))
    }

    /// True if a weight of a layer has a gradient; looks no farther than the first that has. True of a layer without weights.
    package func gradientReachesWeights(ofLayer layer: Int) -> Bool {
        let weights = network.layout.entries(ofLayer: layer).filter(\.isWeight)
        guard let gradients = workspace.gradients, !weights.isEmpty else { return true }
        return weights.contains { gradients.values($0.range).contains { $0 != 0 } }
    }

    /// True if all neurons of a layer are copies of one: their weights are the same, and so are their gradients, within a
    /// hundredth of the largest. HeldOutCache no farther than the first that differs. False of a layer with one neuron, of one without
    /// weights, and of an embedding, whose rows are symbols.
    package func neuronsAreAlike(_ layer: Int, _ parameters: FlatStore<Float>) -> Bool {
        let weights = network.layout.entries(ofLayer: layer).filter(\.isWeight)
        guard let gradients = workspace.gradients, !weights.isEmpty, network.layers[layer].spec.role != .lookup else {
            return false
        }
        return weights.allSatisfy { entry in
            let rows = entry.shape[0]
            return rows > 1 && Self.rowsAreAlike(parameters.values(entry.range), rows)
                && Self.rowsAreAlike(gradients.values(entry.range), rows)
        }
    }

    private static func rowsAreAlike(_ values: UnsafeBufferPointer<Float>, _ rows: Int) -> Bool {
        let width = values.count / rows
        let limit = 0.01 * UnsafeBufferPointer(rebasing: values.prefix(width)).largestMagnitude
        return (width..<values.count).allSatisfy { abs(values[$0] - values[$0 % width]) <= limit }
    }

    /// rms(∂L/∂z) over the batch and all neurons of a layer.
    package func rmsOfError(atLayer layer: Int) -> Double {
        errorNorm(layer + 1) / Double(max(1, workspace.outputGradient(layer + 1).buffer.count)).squareRoot()
    }

    /// ∂L/∂w of the batch, before clipping.
    package func gradient(of weights: WeightMatrix, _ output: Int, _ input: Int) -> Double? {
        unclippedGradients.map { Double($0[weights.offset + output * weights.inputs + input]) }
    }

    /// True if the outputs shown are probabilities that sum to 1.
    package var outputsAreProbabilities: Bool {
        loss.spec.outputIsDistribution || network.layers.last?.spec.outputIsDistribution == true
    }

    /// True if an update is Δw = −η·∂L/∂w and nothing else.
    package var isPlainDescent: Bool {
        clip.isNone && optimizer.spec.isPlainDescent
    }

    /// Names of the outputs: the classes' where there is one output for each; of two classes a single output is how much a sample
    /// is of the second; else numbers.
    package var outputNames: [String] {
        let names = data.train.classNames
        let width = loss.outputShape.count
        if decidesByOneOutput { return [names[1]] }
        return names.count == width ? names : (0..<width).map(String.init)
    }

    /// True where a single output says which of two classes a sample is.
    package var decidesByOneOutput: Bool {
        loss.outputShape.count == 1 && data.train.hasClasses && data.train.classCount == 2 && !loss.spec.takesClasses
    }
}
