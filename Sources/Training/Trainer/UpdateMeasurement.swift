import NeuralNetwork

/// Numbers that an update is to find out on its way, while the numbers are at hand.
enum UpdateMeasurement {
    case nothing
    /// ‖∂L/∂θ‖₂ of the layer; only where nothing is clipped.
    case gradientNorm
    /// Squares of weights, gradients and changes, where the optimizer has a pass that finds them.
    case squares
}

/// Numbers that an update has found out.
enum UpdateFinding {
    case nothing
    case gradientNorm(Double)
    case squares(UpdateSquares)
}
