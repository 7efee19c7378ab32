import NeuralNetwork

extension Moment {
    /// Asks several probes about the same moment.
    package func atOneMoment(_ probes: [any Probe], _ body: () -> Void) {
        cache.frame = FrameCache(status: status, heldOutWants: heldOutWants(of: probes))
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
