/// One number that a session can be asked for at any moment. All indices are checked when an expression is read.
package enum WatchQuantity: Hashable, Sendable {
    /// Loss of the present batch's samples, without penalties: what curves, title and files call the loss.
    case loss
    /// Loss of the present batch and the penalty on the size of parameters: what is minimized.
    case objective
    /// Loss of the same batch's samples with the weights that its updates have left.
    case lossAfter
    /// Fraction of the present batch read right.
    case batchAccuracy
    /// Of the latest evaluation on held-out samples.
    case heldOutLoss, heldOutAccuracy
    /// 1 from the iteration on in which a NaN or infinity appeared.
    case notFinite
    /// The class that the pinned sample is taken for; its own loss; what the network gives an output of it.
    case prediction, pinnedLoss
    case output(Int)
    case learningRate, iteration, epoch
    /// A parameter by its place among all: w, ∂L/∂w, Δw.
    case parameter(ParameterKind, offset: Int, layer: Int)
    /// ‖·‖₂ over all parameters of a layer.
    case parameterNorm(ParameterKind, layer: Int)
    /// A neuron of the pinned sample's own pass: z, a, δ.
    case neuron(NeuronKind, column: Int, index: Int)
    /// ‖·‖₂ over all neurons of a column.
    case neuronNorm(NeuronKind, column: Int)
    /// Neurons of a column that are 0 for every sample of the batch.
    case deadNeurons(column: Int)
    /// A neuron of a sample of the batch, by its row: z, a, δ of that sample's own loss.
    case neuronOfSample(NeuronKind, column: Int, index: Int, row: Int)
    /// Slope f′(z) of a column's functions at a neuron of the pinned sample.
    case slope(column: Int, index: Int)
    /// Share that a place of the pinned sample's sequence gives another, in a column of attention.
    case attention(column: Int, offset: Int)
    /// Target of the pinned sample.
    case target(Int)
    /// 1 while a parameter has been changed by hand on the branch in view; changes made there.
    case isEdited(offset: Int)
    case editCount
    /// 1 while the state last done is of a pass.
    case isIn(Pass)
    /// A number of another moment, which whoever asks has kept.
    indirect case kept(WatchQuantity, KeptMoment)
    /// A number that whoever asks has given a name.
    case variable(Int)
    /// 1 where something has been done or looked at since whoever asks has begun to look.
    case deed(WatchDeed)

    package enum ParameterKind: Hashable, Sendable { case value, gradient, change }
    /// z, a, ∂L/∂a and δ = ∂L/∂z.
    package enum NeuronKind: Hashable, Sendable { case preActivation, activation, outputError, error }
    /// The first moment of a lesson, and the one before its latest keys.
    package enum KeptMoment: String, Hashable, Sendable, CaseIterable { case start, before }

    /// True if it can be told only of iterations that the pinned sample goes through, too, or whose beginning is kept.
    package var needsObservation: Bool {
        switch self {
        case .prediction, .pinnedLoss, .output, .neuron, .neuronNorm, .neuronOfSample, .slope, .attention, .target,
            .parameter(.change, _, _), .parameterNorm(.change, _), .parameter(.gradient, _, _):
            true
        default: false
        }
    }
}

/// A step of evaluating an expression: it takes what it needs from a stack, and puts its result there. Truth is 1, falsehood 0.
package enum WatchOperation: Hashable, Sendable {
    case number(Double)
    case quantity(WatchQuantity)
    case negate, magnitude, sign
    case add, subtract, multiply, divide
    case smaller, larger, round
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    case and, or, not
    /// True if the value is another than an iteration ago, which the slot remembers.
    case changes(slot: Int)

    /// Values that it takes from the stack.
    package var operands: Int {
        switch self {
        case .number, .quantity: 0
        case .negate, .magnitude, .sign, .round, .not, .changes: 1
        default: 2
        }
    }
}
