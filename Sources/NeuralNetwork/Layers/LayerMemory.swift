import Kernels

/// Everything one layer reads and writes in one workspace: planned once, the same pointers in every step.
public final class LayerMemory<Scalar: NetworkScalar> {
    /// The layer's place in the network's list of all layers, inner ones included: what its randomness is drawn by.
    public let node: Int
    /// `[count, ...inputShape]`
    public internal(set) var input: UnsafeMutablePointer<Scalar>
    /// `[count, ...outputShape]`
    public internal(set) var output: UnsafeMutablePointer<Scalar>
    /// `[count, ...inputShape]`; nil where nobody needs it.
    public internal(set) var inputGradient: UnsafeMutablePointer<Scalar>?
    /// `[count, ...outputShape]`; nil where nobody needs it.
    public internal(set) var outputGradient: UnsafeMutablePointer<Scalar>?
    /// The layer's own parameters, one after the other.
    public let parameters: UnsafeMutablePointer<Scalar>
    /// Their gradients, laid out alike; nil in a workspace without.
    public let gradients: UnsafeMutablePointer<Scalar>?
    /// Number of the layer's own parameters.
    public let parameterCount: Int
    /// The layer's own buffers, one after the other.
    public let buffers: UnsafeMutablePointer<Scalar>
    /// The pieces of `scratchSpecs`, in order.
    public let scratch: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>
    /// The memory that kernels work in, shared by all layers of the workspace.
    let kernelScratch: UnsafeMutablePointer<Scalar>
    /// Where the gradient of the layer's matrix may be anything but 0; nil where nobody keeps account of it.
    var occupancy: GradientOccupancy?
    /// The layer's matrix by inputs; nil where that would not pay.
    var turned: TurnedWeights<Scalar>?
    /// The memories of the inner layers, branch by branch.
    public internal(set) var branches: [[LayerMemory<Scalar>]] = []

    /// The memory that all layers of the workspace share.
    private let step: WorkspaceStep
    /// Number of samples in this step.
    public var count: Int { step.count }
    /// The mode of the last forward pass: a backward pass belongs to it.
    public internal(set) var mode = Mode.eval
    /// The arguments that this step's randomness is a function of.
    public var randomness: StepRandomness { step.randomness }
    /// η of this step, for a bug that changes weights on the way back.
    var learningRate: Double { step.learningRate }
    /// Parameter gradients are added to what is there (true) or replace it.
    public internal(set) var accumulates = true
    /// Names of scratch pieces that were given from outside for this step and must not be drawn or zeroed: masks, initial states.
    public internal(set) var given: Set<String> = []

    let layer: any Layer<Scalar>

    init(
        node: Int, layer: any Layer<Scalar>, input: UnsafeMutablePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
        parameters: UnsafeMutablePointer<Scalar>, gradients: UnsafeMutablePointer<Scalar>?, buffers: UnsafeMutablePointer<Scalar>,
        scratch: UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>, kernelScratch: UnsafeMutablePointer<Scalar>,
        step: WorkspaceStep
    ) {
        (self.node, self.layer, self.input, self.output) = (node, layer, input, output)
        (self.parameters, self.gradients, self.buffers, self.scratch) = (parameters, gradients, buffers, scratch)
        (self.kernelScratch, self.step) = (kernelScratch, step)
        parameterCount = layer.ownParameterCount
    }

    /// Runs the layer forward.
    @inline(__always)
    func forward() {
        if !layer.isView { layer.forward(self) }
    }

    /// Runs the layer backward, its parameter gradients zeroed first where they are to be replaced and the layer cannot do that
    /// itself.
    @inline(__always)
    func backward() {
        if layer.isView { return }
        if !accumulates, parameterCount > 0, !layer.overwritesGradients, let gradients {
            gradients.update(repeating: 0, count: parameterCount)
        }
        layer.backward(self)
        accumulates = true
    }
}

extension LayerMemory {
    /// Sets the mode of the layer and those inside.
    @inline(__always)
    func setMode(_ newMode: Mode) {
        if mode == newMode { return }
        applyMode(newMode)
    }

    private func applyMode(_ newMode: Mode) {
        mode = newMode
        for branch in branches { for inner in branch { inner.applyMode(newMode) } }
    }
}

/// The part of a step that is the same for all layers of a workspace.
final class WorkspaceStep {
    var count = 0
    var randomness = StepRandomness(seed: 0, iteration: 0)
    var learningRate = 0.0
}
