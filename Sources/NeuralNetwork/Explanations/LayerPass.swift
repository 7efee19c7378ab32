/// One sample's way through one layer, to be looked at: what the last passes have left in a workspace, and the parameters that they used.
public struct LayerPass<Scalar: NetworkScalar> {
    /// The layer's memory in the workspace.
    let memory: LayerMemory<Scalar>
    /// The sample's row in the batch.
    public let sample: Int
    /// The layer's own parameters, as they were in the pass: an update may have changed those of the network since.
    public let parameters: UnsafePointer<Scalar>

    /// The layer.
    var layer: any Layer<Scalar> { memory.layer }
    /// Number of samples in the batch.
    var count: Int { memory.count }
    /// `[...inputShape]` of the sample.
    var input: UnsafePointer<Scalar> { UnsafePointer(memory.input + sample * layer.inputShape.count) }
    /// `[...outputShape]` of the sample.
    var output: UnsafePointer<Scalar> { UnsafePointer(memory.output + sample * layer.outputShape.count) }
    /// `[...outputShape]` of the sample; nil where nobody needs it.
    var outputGradient: UnsafePointer<Scalar>? {
        memory.outputGradient.map { UnsafePointer($0 + sample * layer.outputShape.count) }
    }
    /// `[...inputShape]` of the sample; nil where nobody needs it.
    var inputGradient: UnsafePointer<Scalar>? { memory.inputGradient.map { UnsafePointer($0 + sample * layer.inputShape.count) } }
}

extension Workspace {
    /// One sample's way through a top-level layer.
    /// - Parameter parameters: all the network's parameters as they were in the pass; the network's own where nil.
    public func pass(layer: Int, sample: Int, parameters: FlatStore<Scalar>? = nil) -> LayerPass<Scalar> {
        precondition(sample >= 0 && sample < count, "sample \(sample) outside a batch of \(count)")
        let memory = memories[layer]
        let offset = network.nodes[memory.node].parameters.lowerBound
        return LayerPass(
            memory: memory, sample: sample, parameters: UnsafePointer((parameters ?? network.parameters).pointer + offset))
    }
}

extension LayerPass {
    /// The sum that an output element was; nil where it is no sum of products.
    public func forwardSum(_ unit: Int) -> ProductSum? { layer.forwardSum(unit, in: self) }

    /// The sum that the gradient of an input element was; nil where it is no sum of products.
    public func backwardSum(_ unit: Int) -> ProductSum? { layer.backwardSum(unit, in: self) }
}
