/// Kinds of numbers that a probe is answered from: what a run that is computed elsewhere has to send for it, and no more.
public struct TensorSet: OptionSet, Hashable, Sendable {
    public var rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Outputs of the layers, and of the stages within them, for the sample in view and the batch.
    public static let activations = TensorSet(rawValue: 1 << 0)
    /// ∂L/∂(output) of the layers and of the stages within them.
    public static let errors = TensorSet(rawValue: 1 << 1)
    /// θ as the iteration began.
    public static let parameters = TensorSet(rawValue: 1 << 2)
    /// ∂L/∂θ of the batch.
    public static let gradients = TensorSet(rawValue: 1 << 3)
    /// θ after the update.
    public static let updatedParameters = TensorSet(rawValue: 1 << 4)
    /// State of the optimizer: momentum, m, v …
    public static let optimizerState = TensorSet(rawValue: 1 << 5)
    /// Outputs for many held-out samples.
    public static let heldOutOutputs = TensorSet(rawValue: 1 << 6)
    /// Outputs of all layers for many held-out samples.
    public static let heldOutActivations = TensorSet(rawValue: 1 << 7)
    /// Outputs over a grid of the inputs.
    public static let grid = TensorSet(rawValue: 1 << 8)
    /// Numbers of the iterations so far: losses, norms, predictions, branches.
    public static let history = TensorSet(rawValue: 1 << 9)

    /// Everything of one iteration's pass and update.
    public static let pass: TensorSet = [.activations, .errors, .parameters, .gradients, .updatedParameters, .optimizerState]
}
