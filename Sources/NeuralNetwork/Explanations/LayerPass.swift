/// One sample's way through one layer, to be looked at: what the last passes have left in a workspace, and the parameters that
/// they used.
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

extension LayerPass {
    /// The sum that an output element was; nil where it is no sum of products.
    public func forwardSum(_ unit: Int) -> ProductSum? { layer.forwardSum(unit, in: self) }

    /// The sum that the gradient of an input element was; nil where it is no sum of products.
    public func backwardSum(_ unit: Int) -> ProductSum? { layer.backwardSum(unit, in: self) }
}

extension LayerPass {
    /// The computation of an output element in the last forward pass, step by step; the last line is the element.
    public func explainOutput(_ unit: Int) -> [ExplainLine] { layer.explainOutput(unit, in: self) }

    /// The computation of ∂L/∂ an input element in the last backward pass, step by step; empty where there is none.
    public func explainInputGradient(_ unit: Int) -> [ExplainLine] { layer.explainInputGradient(unit, in: self) }

    /// The computation of the gradient of one of the layer's own parameters, over the batch and without penalties; empty where
    /// there is none.
    public func explainGradient(ofParameter index: Int) -> [ExplainLine] { layer.explainGradient(ofParameter: index, in: self) }

    /// f′(x) at one element of a layer that works on each alone; nil of any other layer.
    public func slope(_ unit: Int) -> Double? { layer.slope(unit, in: self) }

    /// The parameters that an output element is made with, by their places among the layer's own.
    public func parameters(of unit: Int) -> [Int] { layer.parameters(of: unit, in: self) }
}
