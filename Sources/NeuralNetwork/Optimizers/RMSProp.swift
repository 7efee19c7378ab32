/// RMSProp: `v = α·v + (1 − α)·g²`, `d = g / (√v + ε)`, `w −= η·d`; centered subtracts the square of the gradient's running mean
/// from v; with momentum `b = μ·b + d`, `w −= η·b`.
///
/// Source: Hinton, lecture 6e of "Neural networks for machine learning", 2012; Graves 2013 (centered). Defaults: learningRate
/// 0.01, alpha 0.99, epsilon 1e-8. The same as `torch.optim.RMSprop`.
public enum RMSProp: OptimizerKind {
    public static let schema = SpecSchema(
        "rmsprop", summary: "v ← α·v + (1 − α)·g²;  w ← w − η·g / (√v + ε)",
        [
            .learningRate(0.01),
            .init("alpha", .number(.unit), default: .number(0.99)),
            .epsilon(1e-8),
            .weightDecay(),
            .init("momentum", .number(.notNegative), default: .number(0)),
            .init("centered", .flag, default: .flag(false)),
        ])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        RMSPropOptimizer<Scalar>(spec, parameterCount: parameterCount)
    }
}

final class RMSPropOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars: [OptimizerScalar] = []
    private let squares: UnsafeMutablePointer<Scalar>
    private let average: UnsafeMutablePointer<Scalar>?
    private let velocity: UnsafeMutablePointer<Scalar>?
    private let constants: RMSPropLoops.Constants<Scalar>

    init(_ spec: OptimizerSpec, parameterCount: Int) {
        self.spec = spec
        let momentum = spec.number("momentum")
        let square = OptimizerSlot<Scalar>("squareAverage", "v mean of g²", count: parameterCount)
        let average = spec.flag("centered") ? OptimizerSlot<Scalar>("gradientAverage", "m mean of g", count: parameterCount) : nil
        let velocity = momentum > 0 ? OptimizerSlot<Scalar>("momentum", "b velocity", count: parameterCount) : nil
        slots = [square, average, velocity].compactMap { $0 }
        squares = square.store.pointer
        self.average = average?.store.pointer
        self.velocity = velocity?.store.pointer
        let alpha = spec.number("alpha")
        constants = .init(
            alpha: Scalar(alpha), take: Scalar(1 - alpha), epsilon: Scalar(spec.number("epsilon")),
            weightDecay: Scalar(spec.number("weightDecay")),
            momentum: Scalar(momentum))
    }

    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let start = range.lowerBound
        RMSPropLoops.update(
            range.count, parameters.pointer + start, gradients.readable + start, squares + start, average.map { $0 + start },
            velocity.map { $0 + start },
            Scalar(learningRate), constants)
    }
}

private enum RMSPropLoops {
    struct Constants<Scalar: NetworkScalar> {
        let alpha: Scalar
        let take: Scalar
        let epsilon: Scalar
        let weightDecay: Scalar
        let momentum: Scalar
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func update<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
        _ average: UnsafeMutablePointer<Scalar>?, _ velocity: UnsafeMutablePointer<Scalar>?, _ rate: Scalar,
        _ k: Constants<Scalar>
    ) {
        for i in 0..<count {
            let g = k.weightDecay == 0 ? gradient[i] : gradient[i] + k.weightDecay * w[i]
            v[i] = k.alpha * v[i] + k.take * g * g
            var variance = v[i]
            if let average {
                average[i] = k.alpha * average[i] + k.take * g
                variance -= average[i] * average[i]
            }
            var direction = g / (variance.squareRoot() + k.epsilon)
            if let velocity {
                direction = k.momentum * velocity[i] + direction
                velocity[i] = direction
            }
            w[i] -= rate * direction
        }
    }
}
