import NeuralNetwork

/// The forward and backward pass of one sample, to be looked at: the pinned sample's own pass, or a row of the batch's.
package struct ObservedPass {
    package let workspace: Workspace<Float>
    package let row: Int
    /// The sample's index in its data set.
    package let index: Int
    /// The factor from a gradient in the workspace to that of this sample's own loss: the batch size where the loss is a mean.
    package let deltaFactor: Float

    package init(
        workspace: Workspace<Float>, row: Int, index: Int, deltaFactor: Float
    ) {
        self.workspace = workspace
        self.row = row
        self.index = index
        self.deltaFactor = deltaFactor
    }

    /// a: the output of a column, after its activation function. Column 0 is the input.
    package func values(ofColumn column: Int, _ moment: any Moment) -> UnsafeBufferPointer<Float> {
        view(workspace.activation(column == 0 ? 0 : moment.columns[column].layers.upperBound))
    }

    /// z: the output of a column's first layer, before its activation function.
    package func preActivations(ofColumn column: Int, _ moment: any Moment) -> UnsafeBufferPointer<Float> {
        view(workspace.activation(column == 0 ? 0 : moment.columns[column].layers.lowerBound + 1))
    }

    /// ∂L/∂z in the workspace's scaling; of the input column, ∂L/∂x. Nil where training does without.
    package func deltas(ofColumn column: Int, _ moment: any Moment) -> UnsafeBufferPointer<Float>? {
        gradient(column == 0 ? 0 : moment.columns[column].layers.lowerBound + 1)
    }

    /// ∂L/∂a in the workspace's scaling.
    package func errors(ofColumn column: Int, _ moment: any Moment) -> UnsafeBufferPointer<Float>? {
        gradient(column == 0 ? 0 : moment.columns[column].layers.upperBound)
    }

    /// The network's answer: probabilities where the loss takes logits, else the outputs.
    package func outputs(_ moment: any Moment) -> [Double] {
        let all = moment.loss.probabilities(in: workspace)
        let width = moment.loss.outputShape.count
        return all[row * width..<(row + 1) * width].map(Double.init)
    }

    /// The answer that it should give.
    package func targets(_ moment: any Moment) -> [Double] {
        let width = moment.loss.outputShape.count
        if moment.loss.spec.takesClasses {
            let label = Int(workspace.targetClasses[row])
            return (0..<width).map { $0 == label ? 1 : 0 }
        }
        return (row * width..<(row + 1) * width).map { Double(workspace.targetValues[$0]) }
    }

    /// The sample's own loss.
    package func loss(_ moment: any Moment) -> Double { moment.loss.sampleValue(row, in: workspace) }

    private func gradient(_ index: Int) -> UnsafeBufferPointer<Float>? {
        workspace.hasOutputGradient(index) ? view(workspace.outputGradient(index)) : nil
    }

    private func view(_ batch: BatchView<Float>) -> UnsafeBufferPointer<Float> { UnsafeBufferPointer(batch[row]) }
}

/// The weights between two columns: `[outputs, inputs]`.
package struct WeightMatrix {
    package let values: UnsafeBufferPointer<Float>
    package let bias: UnsafeBufferPointer<Float>?
    /// Where they begin among all parameters.
    package let offset: Int
    package let outputs: Int
    package let inputs: Int

    /// The incoming weights of one neuron.
    package func row(_ output: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: values[output * inputs..<(output + 1) * inputs])
    }

    /// The outgoing weights of one input. They lie far apart, each in a line of the cache of its own: read once, many of them
    /// under way at a time.
    package func column(_ input: Int) -> [Float] {
        precondition(input >= 0 && input < inputs && outputs * inputs <= values.count, "a matrix [\(outputs), \(inputs)]")
        guard let base = values.baseAddress else { return [] }
        return Array(unsafeUninitializedCapacity: outputs) { column, count in
            for output in 0..<outputs { column[output] = base[output &* inputs &+ input] }
            count = outputs
        }
    }
}
