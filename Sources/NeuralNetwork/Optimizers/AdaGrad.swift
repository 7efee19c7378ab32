/// AdaGrad: `s += g²`, `w −= η / (1 + (k − 1)·d) · g / (√s + ε)`; s starts at `initialAccumulator`.
///
/// Source: Duchi et al., "Adaptive subgradient methods", 2011. Defaults: learningRate 0.01, epsilon 1e-10. The same as
/// `torch.optim.Adagrad`.
public enum AdaGrad: OptimizerKind {
    public static let schema = SpecSchema(
        "adagrad", summary: "s ← s + g²;  w ← w − η·g / (√s + ε)",
        [
            .learningRate(0.01),
            .init("learningRateDecay", .number(.notNegative), default: .number(0)),
            .init("initialAccumulator", .number(.notNegative), default: .number(0)),
            .epsilon(1e-10),
            .weightDecay(),
        ])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        AdaGradOptimizer<Scalar>(spec, parameterCount: parameterCount)
    }
}

final class AdaGradOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars: [OptimizerScalar] = []
    private let sums: UnsafeMutablePointer<Scalar>
    private let decay: Double
    private let epsilon: Scalar
    private let weightDecay: Scalar

    init(_ spec: OptimizerSpec, parameterCount: Int) {
        self.spec = spec
        let slot = OptimizerSlot<Scalar>(
            "sumOfSquares", "s sum of g²", count: parameterCount, start: Scalar(spec.number("initialAccumulator")))
        slots = [slot]
        sums = slot.store.pointer
        decay = spec.number("learningRateDecay")
        epsilon = Scalar(spec.number("epsilon"))
        weightDecay = Scalar(spec.number("weightDecay"))
    }

    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let start = range.lowerBound
        let rate = Scalar(learningRate / (1 + Double(max(0, step - 1)) * decay))
        AdaGradLoops.update(
            range.count, parameters.pointer + start, gradients.readable + start, sums + start, rate, epsilon, weightDecay)
    }
}

private enum AdaGradLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func update<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ s: UnsafeMutablePointer<Scalar>,
        _ rate: Scalar,
        _ epsilon: Scalar, _ weightDecay: Scalar
    ) {
        for i in 0..<count {
            let g = weightDecay == 0 ? gradient[i] : gradient[i] + weightDecay * w[i]
            s[i] += g * g
            w[i] -= rate * (g / (s[i].squareRoot() + epsilon))
        }
    }
}
