/// The part of a neuron that is shown while a walk goes through its column.
public enum Shown: Hashable, Sendable {
    case hidden, partly, whole
}

extension Status {
    /// States of the iteration that are shown whole.
    public var shownDone: Int { walkState?.since ?? position.done }

    /// The part that is shown of a state's numbers for one neuron: going forward, of the layer's own column; going back, of the
    /// column that the error arrives at.
    public func shown(_ phase: Phase, neuron: Int) -> Shown {
        let state = machine.ordinal(of: phase)
        if state < shownDone { return .whole }
        guard let walkState, state < position.done else { return .hidden }
        // Nothing of the neurons themselves yet: what they will be made of.
        if walkState.inner != nil { return .hidden }
        let (asked, present) = (walkState.rank(of: neuron), walkState.rank(of: walkState.unit))
        if asked != present { return asked < present ? .whole : .hidden }
        if walkState.isUnitWhole { return .whole }
        if state == walkState.since { return walkState.isSumWhole ? .whole : .partly }
        guard case .function(let layer) = walkState.part else { return .hidden }
        let last = machine.ordinal(of: walkState.since < machine.ordinal(of: .loss) ? .forward(layer) : .backward(layer))
        return state <= last ? .whole : .hidden
    }

    /// True if the output of layer `layer` is shown for one of its neurons.
    public func hasForward(_ layer: Int, neuron: Int) -> Bool {
        shown(.forward(layer), neuron: neuron) == .whole && !hidesForward(layer, neuron: neuron)
    }

    /// True if an output of the network is shown: of a loss that makes probabilities of all outputs together, once all are.
    public func hasOutput(_ neuron: Int) -> Bool {
        let layer = layers.count - 1
        return loss?.outputIsDistribution == true ? hasForward(layer) : hasForward(layer, neuron: neuron)
    }

    /// True if what the network is shown to say was computed with weights that have been changed since.
    public var isBeforeUpdate: Bool { machine.hasBegunUpdates(at: position) }

    /// True if ∂L/∂(output of layer `layer`) is shown for one of its neurons.
    public func hasOutputGradient(_ layer: Int, neuron: Int) -> Bool {
        guard !hidesOutputGradient(layer, neuron: neuron) else { return false }
        return layer == layers.count - 1
            ? hasDoneLoss
            : walkState?.column == self.layers[layer].column
                ? shown(.backward(layer + 1), neuron: neuron) == .whole : hasDoneBackward(layer + 1)
    }

    /// True if the gradients of one neuron's parameters are shown.
    public func hasGradient(_ layer: Int, neuron: Int) -> Bool {
        guard !hidesGradient(layer, neuron: neuron) else { return false }
        // Where the walk is through this layer's own neurons, one by one; through those before it, once it is through.
        return walkState?.column == layers[layer].column
            ? shown(.backward(layer), neuron: neuron) == .whole : hasDoneBackward(layer)
    }

    /// True if δ = ∂L/∂z of one neuron of a column is shown.
    public func hasError(column: Int, neuron: Int) -> Bool {
        columns[column].index == 0
            ? hasError(column: column) : hasOutputGradient(columns[column].layers.lowerBound, neuron: neuron)
    }

    /// True if a number of a stage on the way through a column's layer is shown.
    public func hasInner(_ inner: StageUnit, column: Int) -> Bool {
        guard columns[column].layers.lowerBound < layers.count else { return false }
        return has(.forward(columns[column].layers.lowerBound), place: inner.stage, unit: inner.unit)
    }

    /// True if the error at a number of a stage on the way is shown, which comes with a stage of the way back.
    package func hasInnerError(_ inner: StageUnit, column: Int, arrivingWith place: Int) -> Bool {
        has(.backward(columns[column].layers.lowerBound), place: place, unit: inner.unit)
    }

    private func has(_ phase: Phase, place: Int, unit: Int) -> Bool {
        let state = machine.ordinal(of: phase)
        if state < shownDone { return true }
        guard let walkState, walkState.since == state, state < position.done else { return false }
        guard let present = walkState.inner else { return true }
        return present.place > place || present.place == place && walkState.shows(unit)
    }
}
