import NeuralNetwork

/// What several probes of one frame need, found once: nothing changes while they are asked.
struct MomentMemo {
    var status: Status
    /// What a pass over held-out samples will be asked.
    var subjects: LookSubjects
    /// Parameters of a neuron by what they carry.
    var rankings: [Selection: [Int]] = [:]
    /// ‖∂L/∂a‖₂ over the batch, by the number of the activation.
    var errorNorms: [Int: Double] = [:]
}

extension Session {
    /// Asks several probes about the same moment.
    func atOneMoment(_ probes: [any Probe], _ body: () -> Void) {
        memo = MomentMemo(status: status, subjects: lookSubjects(of: probes))
        defer { memo = nil }
        body()
    }

    /// ‖∂L/∂a‖₂ over the batch and all elements of an activation.
    func errorNorm(_ activation: Int) -> Double {
        if let known = layerNorms.error(activation, in: computed.iteration) ?? memo?.errorNorms[activation] { return known }
        let found = Norms.euclidean(workspace.outputGradient(activation).buffer)
        memo?.errorNorms[activation] = found
        return found
    }
}
