/// The verdict on learning in a layer, read off its gradient by a rule that is shown beside the word.
public enum GradientVerdict: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// The gradient reaches the layer at a useful size.
    case healthy
    /// Every neuron has the same weights and the same gradient, as the others: they learn as one, and never differ.
    case alike
    /// The error has shrunk to less than a thousandth on its way back from the last layer: plain descent hardly moves the weights;
    /// methods that divide by the gradients' own size, as Adam does, move them all the same.
    case vanishing
    /// The error has grown more than tenfold on its way back, or the gradient's norm is above 10.
    case exploding
    /// Only biases have a gradient: every input of the layer is 0. Momentum and decay can still move the weights.
    case biasOnly
    /// Every gradient of the layer is exactly 0. Momentum and decay can still change its parameters.
    case dead
    /// A NaN or infinity.
    case notFinite

    /// rms(∂L/∂z) relative to the last layer's below which an error counts as vanished.
    public static let vanishingBelow = 1e-3
    /// … and above which it counts as exploded.
    public static let explodingAbove = 10.0
    /// ‖∂L/∂θ‖₂ of one layer above which a step of gradient descent is out of proportion: clipping at 1 to 5 is customary.
    public static let normAbove = 10.0

    /// - Parameters:
    ///   - norm: ‖∂L/∂θ‖₂ of the layer's parameters, of a mean of samples; where the loss is their sum, divided by their number.
    ///   - relativeError: rms(∂L/∂z) of the layer over that of the last layer.
    ///   - reachesWeights: false where ∂L/∂w = 0 for every parameter that is no bias.
    ///   - isAlike: true where all neurons are copies of one.
    public init(norm: Double, relativeError: Double, reachesWeights: Bool = true, isAlike: Bool = false) {
        if !norm.isFinite || relativeError.isInfinite {
            self = .notFinite
        } else if norm == 0 {
            self = .dead
        } else if relativeError.isNaN {
            self = .notFinite
        } else if !reachesWeights {
            self = .biasOnly
        } else if norm > Self.normAbove || relativeError > Self.explodingAbove {
            self = .exploding
        } else if relativeError < Self.vanishingBelow {
            self = .vanishing
        } else {
            self = isAlike ? .alike : .healthy
        }
    }

    /// The verdict as the screen has it, beside the rule that led to it.
    public var word: String {
        switch self {
        case .healthy: "healthy"
        case .alike: "all alike"
        case .vanishing: "vanishing"
        case .exploding: "exploding"
        case .biasOnly: "bias only"
        case .dead: "dead"
        case .notFinite: "NaN/∞"
        }
    }

    public static func < (a: GradientVerdict, b: GradientVerdict) -> Bool { a.rawValue < b.rawValue }
}
