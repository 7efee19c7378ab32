import ElementaryFunctions

/// NAdam, Adam with Nesterov momentum: `μ_k = β₁(1 − ½·0.96^(k·ψ))`, `M_k = M_(k−1)·μ_k`, m and v as in Adam;
/// `w −= η · ((1 − μ_k)/(1 − M_k)·g + μ_(k+1)/(1 − M_k·μ_(k+1))·m) / (√(v / (1 − β₂ᵏ)) + ε)`.
///
/// Source: Dozat, "Incorporating Nesterov momentum into Adam", 2016. Defaults: learningRate 0.002, beta1 0.9, beta2 0.999,
/// epsilon 1e-8, momentumDecay 0.004. The same as `torch.optim.NAdam`.
public enum NAdam: OptimizerKind {
    public static let schema = SpecSchema(
        "nadam", summary: "Adam with Nesterov momentum",
        [.learningRate(0.002)] + .moments(weightDecay: 0) + [
            .init("momentumDecay", .number(.notNegative), default: .number(0.004))
        ])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        NAdamOptimizer<Scalar>(spec, parameterCount: parameterCount)
    }
}

final class NAdamOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars = [OptimizerScalar(name: "momentumProduct", value: 1, start: 1)]
    private let firstMoment: UnsafeMutablePointer<Scalar>
    private let secondMoment: UnsafeMutablePointer<Scalar>
    private let beta1: Double
    private let beta2: Double
    private let decay: Double
    private let epsilon: Scalar
    private let weightDecay: Scalar

    init(_ spec: OptimizerSpec, parameterCount: Int) {
        self.spec = spec
        let first = OptimizerSlot<Scalar>("firstMoment", "m mean of g", count: parameterCount)
        let second = OptimizerSlot<Scalar>("secondMoment", "v mean of g²", count: parameterCount)
        slots = [first, second]
        (firstMoment, secondMoment) = (first.store.pointer, second.store.pointer)
        beta1 = spec.number("beta1")
        beta2 = spec.number("beta2")
        decay = spec.number("momentumDecay")
        epsilon = Scalar(spec.number("epsilon"))
        weightDecay = Scalar(spec.number("weightDecay"))
    }

    func beginStep() {
        step += 1
        scalars[0].value *= momentum(step)
    }

    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let start = range.lowerBound
        let (now, next, product) = (momentum(step), momentum(step + 1), scalars[0].value)
        let constants = NAdamLoops.Constants<Scalar>(
            beta1: Scalar(beta1), take1: Scalar(1 - beta1), beta2: Scalar(beta2), take2: Scalar(1 - beta2), epsilon: epsilon,
            weightDecay: weightDecay,
            gradientRate: Scalar(learningRate * (1 - now) / (1 - product)),
            momentRate: Scalar(learningRate * next / (1 - product * next)),
            correction: Scalar(1 - Elementary.pow(beta2, Double(max(1, step)))))
        NAdamLoops.update(
            range.count, parameters.pointer + start, gradients.readable + start, firstMoment + start, secondMoment + start,
            constants)
    }

    /// μ_k
    private func momentum(_ k: Int) -> Double { beta1 * (1 - 0.5 * Elementary.pow(0.96, Double(k) * decay)) }
}

private enum NAdamLoops {
    struct Constants<Scalar: NetworkScalar> {
        let beta1: Scalar
        let take1: Scalar
        let beta2: Scalar
        let take2: Scalar
        let epsilon: Scalar
        let weightDecay: Scalar
        let gradientRate: Scalar
        let momentRate: Scalar
        let correction: Scalar
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func update<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
        _ v: UnsafeMutablePointer<Scalar>, _ k: Constants<Scalar>
    ) {
        for i in 0..<count {
            let g = k.weightDecay == 0 ? gradient[i] : gradient[i] + k.weightDecay * w[i]
            m[i] = k.beta1 * m[i] + k.take1 * g
            v[i] = k.beta2 * v[i] + k.take2 * g * g
            w[i] -= (k.gradientRate * g + k.momentRate * m[i]) / ((v[i] / k.correction).squareRoot() + k.epsilon)
        }
    }
}
