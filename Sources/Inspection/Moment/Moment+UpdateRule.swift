import NeuralNetwork

extension Moment {
    /// The optimizer's update of a parameter by its gradient, in the field's notation, to be read after "Δw": `= −η·∂L/∂w` where
    /// it is plain descent; g is the clipped gradient, v the velocity. Methods with more state than one velocity are called by
    /// name.
    package var updateRule: String {
        optimizer.spec.rule(gradient: clip.isNone ? "∂L/∂w" : "g")
    }

    /// True if the optimizer has begun the update of the iteration in view: it counts the step then.
    package var hasBegunUpdate: Bool { computed.iteration == position.iteration && machine.hasBegunUpdates(at: computed) }

    /// The penalty's part of ∂L/∂w: a·sign(w) + 2b·w. Nil without a penalty; all weights have one, whatever its scope.
    package func penaltyGradient(of weights: WeightMatrix, _ output: Int, _ input: Int) -> Double? {
        guard !penalty.isNone else { return nil }
        let weight = Double(weights.row(output)[input])
        return penalty.l1 * (weight == 0 ? 0 : weight < 0 ? -1 : 1) + 2 * penalty.l2 * weight
    }

    /// ∂L/∂w of the batch as clipping has left it; nil where nothing is clipped, or not yet in the iteration in view.
    package func clippedGradient(of weights: WeightMatrix, _ output: Int, _ input: Int) -> Double? {
        guard gradientsAreClipped, machine.hasBegunUpdates(at: position) else { return nil }
        return workspace.gradients.map { Double($0[weights.offset + output * weights.inputs + input]) }
    }
}
