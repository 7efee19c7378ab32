import NeuralNetwork

/// Findings that several probes of one frame need, made once: nothing changes while they are asked.
package struct FrameCache {
    package var status: Status
    /// Results of a pass over held-out samples that the frame wants.
    package var heldOutWants: TensorSet
    /// Parameters of a neuron by what they carry.
    package var rankings: [Selection: [Int]] = [:]
    /// ‖∂L/∂a‖₂ over the batch, by the number of the activation.
    package var errorNorms: [Int: Double] = [:]
    /// ‖θ‖₂, ‖Δθ‖₂ and their like of layers too small to be kept longer.
    package var norms: [LayerNorms.Key: Double] = [:]
    package var lossAfter: Double?

    package init(status: Status, heldOutWants: TensorSet) { (self.status, self.heldOutWants) = (status, heldOutWants) }
}
