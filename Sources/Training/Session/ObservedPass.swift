import NeuralNetwork

/// The forward and backward pass of one sample, to be looked at: the pinned sample's own pass, or a row of the batch's.
struct ObservedPass {
    let workspace: Workspace<Float>
    let row: Int
    /// The sample's index in its data set.
    let index: Int
    /// What turns a gradient in the workspace into that of this sample's own loss: the batch size where the loss is a mean.
    let deltaFactor: Float

    /// a: the output of a column, after its activation function. Column 0 is the input.
    func values(ofColumn column: Int, _ session: Session) -> UnsafeBufferPointer<Float> {
        view(workspace.activation(column == 0 ? 0 : session.columns[column].layers.upperBound))
    }

    /// z: the output of a column's first layer, before its activation function.
    func preActivations(ofColumn column: Int, _ session: Session) -> UnsafeBufferPointer<Float> {
        view(workspace.activation(column == 0 ? 0 : session.columns[column].layers.lowerBound + 1))
    }

    /// ∂L/∂z in the workspace's scaling; of the input column, ∂L/∂x. Nil where training does without.
    func deltas(ofColumn column: Int, _ session: Session) -> UnsafeBufferPointer<Float>? {
        gradient(column == 0 ? 0 : session.columns[column].layers.lowerBound + 1)
    }

    /// ∂L/∂a in the workspace's scaling.
    func errors(ofColumn column: Int, _ session: Session) -> UnsafeBufferPointer<Float>? {
        gradient(column == 0 ? 0 : session.columns[column].layers.upperBound)
    }

    /// What the network answers: probabilities where the loss takes logits, else the outputs.
    func outputs(_ session: Session) -> [Double] {
        let all = session.loss.probabilities(in: workspace)
        let width = session.loss.outputShape.count
        return all[row * width..<(row + 1) * width].map(Double.init)
    }

    /// What it should answer.
    func targets(_ session: Session) -> [Double] {
        let width = session.loss.outputShape.count
        if session.loss.spec.takesClasses {
            let label = Int(workspace.targetClasses[row])
            return (0..<width).map { $0 == label ? 1 : 0 }
        }
        return (row * width..<(row + 1) * width).map { Double(workspace.targetValues[$0]) }
    }

    /// The sample's own loss.
    func loss(_ session: Session) -> Double { session.loss.sampleValue(row, in: workspace) }

    private func gradient(_ index: Int) -> UnsafeBufferPointer<Float>? {
        workspace.hasOutputGradient(index) ? view(workspace.outputGradient(index)) : nil
    }

    private func view(_ batch: BatchView<Float>) -> UnsafeBufferPointer<Float> { UnsafeBufferPointer(batch[row]) }
}

/// The weights between two columns: `[outputs, inputs]`.
struct WeightMatrix {
    let values: UnsafeBufferPointer<Float>
    let bias: UnsafeBufferPointer<Float>?
    /// Where they begin among all parameters.
    let offset: Int
    let outputs: Int
    let inputs: Int

    /// The incoming weights of one neuron.
    func row(_ output: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: values[output * inputs..<(output + 1) * inputs])
    }

    /// The outgoing weights of one input. They lie far apart, each in a line of the cache of its own: read once, many of them
    /// under way at a time.
    func column(_ input: Int) -> [Float] {
        precondition(input >= 0 && input < inputs && outputs * inputs <= values.count, "a matrix [\(outputs), \(inputs)]")
        guard let base = values.baseAddress else { return [] }
        return Array(unsafeUninitializedCapacity: outputs) { column, count in
            for output in 0..<outputs { column[output] = base[output &* inputs &+ input] }
            count = outputs
        }
    }
}
