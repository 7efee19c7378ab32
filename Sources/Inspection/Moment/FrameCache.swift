import NeuralNetwork

/// What several probes of one frame need, found once: nothing changes while they are asked.
package struct FrameCache {
    package var status: Status
    /// What a pass over held-out samples will be asked.
    package var subjects: HeldOutSubjects
    /// Parameters of a neuron by what they carry.
    package var rankings: [Selection: [Int]] = [:]
    /// ‖∂L/∂a‖₂ over the batch, by the number of the activation.
    package var errorNorms: [Int: Double] = [:]
}

extension Moment {
    /// Asks several probes about the same moment.
    package func atOneMoment(_ probes: [any Probe], _ body: () -> Void) {
        cache.frame = FrameCache(status: status, subjects: heldOutSubjects(of: probes))
        defer { cache.frame = nil }
        body()
    }

    /// ‖∂L/∂a‖₂ over the batch and all elements of an activation.
    package func errorNorm(_ activation: Int) -> Double {
        if let known = cache.layerNorms.error(activation, in: computed.iteration) ?? cache.frame?.errorNorms[activation] {
            return known
        }
        let found = Norms.euclidean(workspace.outputGradient(activation).buffer)
        cache.frame?.errorNorms[activation] = found
        return found
    }
}
