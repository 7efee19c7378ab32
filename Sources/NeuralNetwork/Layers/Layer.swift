/// One stage of a network: forward beside its backward, with parameters, shapes and a formula.
///
/// A layer object describes and computes; it owns no step memory. Everything it reads and writes comes in a `LayerMemory`,
/// planned once for each workspace, so a step allocates nothing and several workspaces (the batch, the pinned sample, a held-out
/// set) share one network.
public protocol Layer<Scalar>: AnyObject {
    /// The numbers it computes with.
    associatedtype Scalar: NetworkScalar

    /// The specification that the layer was built from.
    var spec: LayerSpec { get }
    /// Shape of one sample's input.
    var inputShape: Shape { get }
    /// Shape of one sample's output.
    var outputShape: Shape { get }
    /// The layer's own parameters, in the order in which they lie in the flat store. Those of layers inside follow.
    var parameterSpecs: [ParameterSpec] { get }
    /// Values that belong to the model but are not learned: running statistics.
    var bufferSpecs: [BufferSpec] { get }
    /// Memory that a step needs besides input, output and their gradients.
    var scratchSpecs: [ScratchSpec] { get }
    /// Chains of layers inside this one, with their path component: a residual layer's branch (`""`) and `shortcut`.
    var branches: [LayerBranch<Scalar>] { get }
    /// The output is the input's memory under another shape: nothing is computed.
    var isView: Bool { get }
    /// `backward` can overwrite parameter gradients by itself where `memory.accumulates` is false. Where not, they are zeroed
    /// before it is called.
    var overwritesGradients: Bool { get }
    /// The matrix at the beginning of the parameters, if its gradient is a product of which zeros can be left out.
    var gradientMatrix: (rows: Int, columns: Int)? { get }
    /// The letters that it is explained in where it is looked at alone.
    var letters: LayerLetters { get }
    /// The formula of the layer, in the field's notation: `z = Σ w·x + b`.
    func formula(_ letters: LayerLetters) -> String
    /// The arrangement of its units: for whoever draws them.
    var unitLayout: UnitLayout { get }

    /// The arrangement of its input where the shape alone would be taken for another; nil: as the shape says.
    var inputLayout: UnitLayout? { get }

    /// An element of one of its own tensors as a person writes it, in the letters of its explanations.
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol

    /// Whether `forwardSum` ends with a bias.
    var addsBias: Bool { get }
    /// Number of products in the sum that an output element is; 0 where it is no such sum.
    func forwardTermCount(_ unit: Int) -> Int
    /// Number of products in the sum that the gradient of an input element is; 0 where it is no such sum.
    func backwardTermCount(_ unit: Int) -> Int
    /// The sum that an output element of one sample was in the last forward pass; nil where it is no such sum.
    func forwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum?
    /// The sum that the gradient of an input element of one sample was in the last backward pass; nil where it is no such sum.
    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum?
    /// Whether every output is a function of the input of the same place alone, so that its slope is a number.
    var isElementwise: Bool { get }
    /// f′(z) at one element of an element-wise layer; nil of any other.
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double?
    /// The parameters that an output element of one sample is made with, by their places among the layer's own.
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int]
    /// The computation of an output element of one sample in the last forward pass, step by step; the last line is the element.
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine]
    /// The computation of ∂L/∂ an input element of one sample in the last backward pass; the last line is that gradient. Empty
    /// where there is none.
    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine]
    /// The computation of the gradient of one of the layer's own parameters: over the pass's samples, without penalties. Empty
    /// where there is none.
    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine]

    /// Parts that the layer keeps and gives on a sample's way forward, in the order in which they are computed, for whoever looks
    /// at one of its outputs.
    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>]
    /// Parts that are shown besides its output where the layer is inside another one: who looks at whom.
    func partsInside(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>]
    /// Errors that arrive at the layer on the way back, and those that it keeps.
    func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>]

    /// The stages in which the output comes about; the last one is the output.
    var forwardStages: [LayerStage] { get }
    /// The stages in which the error comes to the input; the last one is the error there.
    var backwardStages: [LayerStage] { get }
    /// A sum of a stage on the way; nil where there is none.
    func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum?
    /// The computation of a number of a forward stage on the way; the last line is the number.
    func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine]
    /// The computation of ∂L/∂ a number of a forward stage on the way; empty where there is none.
    func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine]
    /// The parameters that a number of a forward stage on the way is made with, by their places among the layer's own and those
    /// inside it.
    func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int]

    /// Computes the output from the input.
    func forward(_ memory: LayerMemory<Scalar>)
    /// From the output's gradient: the input's gradient (overwritten; skipped where nil) and the parameters' (added, or
    /// overwritten where `memory.accumulates` is false and `overwritesGradients` is true; skipped where nil). Leaves the output's
    /// gradient as it is.
    func backward(_ memory: LayerMemory<Scalar>)
}

extension Layer {
    public var parameterSpecs: [ParameterSpec] { [] }
    public var bufferSpecs: [BufferSpec] { [] }
    public var scratchSpecs: [ScratchSpec] { [] }
    public var branches: [LayerBranch<Scalar>] { [] }
    public var isView: Bool { false }
    public var gradientMatrix: (rows: Int, columns: Int)? { nil }
    public var letters: LayerLetters { .plain }
    public var overwritesGradients: Bool { false }

    public var addsBias: Bool { false }
    public func forwardTermCount(_ unit: Int) -> Int { 0 }
    public func backwardTermCount(_ unit: Int) -> Int { 0 }
    public func forwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? { nil }
    public func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? { nil }

    public var isElementwise: Bool { false }
    public func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { nil }
    public func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [] }
    /// No parameters, no gradients.
    public func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { [] }

    /// None: the output says enough.
    public func partsInside(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { [] }

    /// As its output's shape says.
    public var unitLayout: UnitLayout { UnitLayout(outputShape) }
    public var inputLayout: UnitLayout? { nil }

    /// Whether its outputs are its input's units, each changed on its own or all together, so that both are drawn as one: true of
    /// activation functions, also of those with parameters; of a normalization only without, since it is a step of its own with.
    public var keepsUnits: Bool {
        switch spec.role {
        case .activation, .dropout, .view: outputShape.count == inputShape.count
        case .normalization: !hasParameters
        case .affine, .convolution, .pooling, .container, .lookup, .recurrent, .attention: false
        }
    }

    /// Whether the layer or one inside it learns.
    var hasParameters: Bool {
        !parameterSpecs.isEmpty || branches.contains { $0.layers.contains { $0.hasParameters } }
    }

    /// Number of the layer's own parameters, all elements counted.
    public var ownParameterCount: Int { parameterSpecs.reduce(0) { $0 + $1.shape.count } }
}

/// A chain of layers inside a layer.
public struct LayerBranch<Scalar: NetworkScalar> {
    /// The word between the outer layer's path and the inner layer's number: nothing, or `shortcut`.
    public let name: String
    /// The chain, in order.
    public let layers: [any Layer<Scalar>]

    /// A chain under a path component.
    public init(name: String, layers: [any Layer<Scalar>]) {
        (self.name, self.layers) = (name, layers)
    }
}
