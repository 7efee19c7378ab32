import NeuralNetwork

/// The change of the error between two columns on its way back, split into the two factors of the chain rule.
///
/// With δ = ∂L/∂z, the error of column l comes from that of the next one as δ_l = f′ ⊙ Wᵀδ_{l+1}. Its length changes by
///
///     ‖δ_l‖ / ‖δ_{l+1}‖ = ‖Wᵀδ_{l+1}‖ / ‖δ_{l+1}‖  ·  ‖f′ ⊙ Wᵀδ_{l+1}‖ / ‖Wᵀδ_{l+1}‖
///
/// of which the first factor is the weights' and the second the activation function's. As logarithms they add up, over all
/// columns, to the whole attenuation. The norms are Euclidean, over the batch and all neurons, of the tensors that the backward
/// pass has left; summed in Double. Where the next column is no matrix of weights (pooling, normalization), the first factor is
/// that layer's; where a column has no activation function, the second is 1.
public struct ShrinkStep: Sendable, Hashable {
    /// The column where the error arrives, from 1.
    public var column: Int
    /// The layer that it has come through: the next column's.
    public var source: String
    /// The column's activation functions; empty where there are none.
    public var functions: [LayerSpec]
    /// log₁₀ of the factor of what is behind: ‖∂L/∂a_l‖ / ‖δ_{l+1}‖.
    public var weights: Double
    /// log₁₀ of the factor of the activation function: ‖δ_l‖ / ‖∂L/∂a_l‖.
    public var slope: Double
}

/// The sum of the steps: how much the error has shrunk or grown on its way, and what has done it.
public struct ShrinkBudget: Sendable, Hashable {
    /// The first column's step first; each one where both errors are known and neither is 0 or not finite.
    public var steps: [ShrinkStep]

    package init(steps: [ShrinkStep]) { self.steps = steps }

    /// Σ log₁₀ of the weights' factors.
    public var weights: Double { steps.reduce(0) { $0 + $1.weights } }
    /// Σ log₁₀ of the slopes' factors.
    public var slope: Double { steps.reduce(0) { $0 + $1.slope } }
    /// Σ log₁₀ of both: the whole attenuation from the last column to the first; below 0 where the error shrinks.
    public var total: Double { weights + slope }

    /// The factor that has changed the error's length.
    public enum Blame: Sendable, Hashable {
        /// Neither has: within a factor of ten.
        case nobody
        /// The activation functions' slopes shrink it; their share of all the shrinking.
        case slopes(share: Double)
        /// The weights shrink it.
        case weights(share: Double)
        /// The weights make it grow.
        case growth
    }

    /// Shrinking is blamed on the factor that has done more of it; what grows cannot be the slopes of the usual functions.
    public var blame: Blame {
        if steps.isEmpty || abs(total) < 1 { return .nobody }
        if total > 0 { return .growth }
        let (down, through) = (max(0, -slope), max(0, -weights))
        let share = max(down, through) / (down + through)
        return down >= through ? .slopes(share: share) : .weights(share: share)
    }
}
