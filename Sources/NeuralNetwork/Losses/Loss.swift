/// A loss at work on a network's output: its value, its gradient at the output, and what the output says as probabilities.
public final class Loss<Scalar: NetworkScalar> {
    /// The loss's name and attributes.
    public let spec: LossSpec
    /// Shape of one output sample.
    public let outputShape: Shape
    let function: any LossFunction<Scalar>
    private let reduction: Reduction

    /// A loss for outputs of this shape.
    /// - Parameter bug: planted in its gradient, if there is one of losses.
    public init(_ spec: LossSpec, output: Shape, bug: BugSpec? = nil) {
        self.spec = spec
        outputShape = output
        let right = spec.kind.make(spec, output: output, Scalar.self)
        function = bug?.kind.planted(in: right) ?? right
        reduction = spec.reduction
    }

    /// The loss of the workspace's batch against its targets. An empty batch has loss 0.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func value(in workspace: Workspace<Scalar>) -> Double {
        value(count: workspace.count, output: workspace.output.pointer, targets(workspace))
    }

    /// The loss of `count` samples.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func value(count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double {
        count == 0 ? 0 : function.sum(0..<count, output: output, targets) / divisor(count)
    }

    /// Fills the gradient at the network's output: d(loss)/d(output) of the whole batch, divided as the reduction says and in no
    /// other way.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func backward(in workspace: Workspace<Scalar>) {
        let gradient = workspace.outputGradient(workspace.network.layers.count).pointer
        backward(count: workspace.count, output: workspace.output.pointer, targets(workspace), into: gradient)
    }

    /// The gradient of `count` samples.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func backward(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, into gradient: UnsafeMutablePointer<Scalar>
    ) {
        if count == 0 { return }
        function.gradient(count: count, output: output, targets, scale: Scalar(1 / divisor(count)), into: gradient)
    }

    /// The loss of one sample as if it were the whole batch.
    public func sampleValue(_ sample: Int, in workspace: Workspace<Scalar>) -> Double {
        function.sum(sample..<(sample + 1), output: workspace.output.pointer, targets(workspace)) / divisor(1)
    }

    /// The output as people read it: softmax of logits for softmaxCrossEntropy, sigmoid for binary logits, the output itself
    /// otherwise. `into` holds the batch.
    public func probabilities(in workspace: Workspace<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>) {
        function.probabilities(count: workspace.count, output: workspace.output.pointer, into: probabilities)
    }

    /// The output as people read it, as an array `[count, ...output]`.
    public func probabilities(in workspace: Workspace<Scalar>) -> [Scalar] {
        let count = workspace.count * outputShape.count
        return [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { probabilities(in: workspace, into: base) }
            initialized = count
        }
    }

    func targets(_ workspace: Workspace<Scalar>) -> Targets<Scalar> {
        guard let classes = workspace.targetClasses.baseAddress, let values = workspace.targetValues.baseAddress else {
            preconditionFailure("a workspace always has room for targets")
        }
        return Targets(classes: classes, values: values)
    }

    func divisor(_ count: Int) -> Double {
        switch reduction {
        case .mean: Double(count * function.termsPerSample)
        case .sum: 1
        case .batchMean: Double(count)
        }
    }
}
