import NeuralNetwork

/// Norms of large layers in the iteration in view, found where the numbers are read anyway, so that a frame need not read
/// millions of them again.
package struct LayerNorms {
    /// Parameters from which on a layer's norms are kept.
    package static let large = 1 << 17
    /// Parameters from which on a layer's norms are kept for the probes of one frame.
    package static let worthKeeping = 1 << 11

    private var iteration = -1
    private var log: InterventionLog?
    private var norms: [Key: Double] = [:]
    /// ‖∂L/∂a‖₂ over the batch by the number of the activation, in the iteration that was looked at last.
    private var errors: (iteration: Int, norms: [Int: Double]) = (-1, [:])
    /// Numbers of a batch from which on the norm of an error is kept.
    package static let largeError = 1 << 15

    /// Forgets the norms of another iteration, or of another run.
    private mutating func turn(to iteration: Int, _ log: InterventionLog) {
        guard self.iteration != iteration || self.log != log else { return }
        self = LayerNorms(iteration: iteration, log: log, errors: errors)
    }

    /// Takes what an update has found out on its way. Squares that have left Float's range are not kept.
    package mutating func note(_ squares: UpdateSquares, ofLayer layer: Int, in iteration: Int, _ log: InterventionLog) {
        turn(to: iteration, log)
        guard squares.weight.isFinite, squares.weight > 1e-30, squares.change.isFinite, squares.change > 1e-30 else { return }
        norms[Key(kind: .parameters, layer: layer)] = squares.weight.squareRoot()
        norms[Key(kind: .update, layer: layer)] = squares.change.squareRoot()
    }

    /// Forgets the errors that the next iteration will overwrite.
    package mutating func forgetErrors() {
        if errors.iteration >= 0 { errors = (-1, [:]) }
    }

    /// Takes the norm of an error that has just been sent back.
    package mutating func note(error norm: Double, atActivation activation: Int, in iteration: Int) {
        errors.iteration = iteration
        errors.norms[activation] = norm
    }

    /// The norm of an error in an iteration, if it has been kept.
    package func error(_ activation: Int, in iteration: Int) -> Double? {
        errors.iteration == iteration ? errors.norms[activation] : nil
    }

    /// A norm of a layer: the one kept, or else the one that `find` finds, once.
    package mutating func norm(
        _ kind: Kind, ofLayer layer: Int, in iteration: Int, _ log: InterventionLog, _ find: () -> Double
    ) -> Double {
        turn(to: iteration, log)
        let key = Key(kind: kind, layer: layer)
        if let kept = norms[key] { return kept }
        let found = find()
        norms[key] = found
        return found
    }

    /// Numbers of a layer that have a norm.
    package enum Kind: Hashable {
        /// ∂L/∂θ of the batch.
        case gradient
        /// θ before the update.
        case parameters
        /// Δθ.
        case update
        /// A piece of the optimizer's state, before or after the layer's update.
        case state(slot: Int, isUpdated: Bool)
    }

    /// A norm: of what, and of which layer.
    package struct Key: Hashable {
        var kind: Kind
        var layer: Int
    }
}
