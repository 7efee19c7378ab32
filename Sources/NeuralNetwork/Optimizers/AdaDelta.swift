/// AdaDelta: `v = ρ·v + (1 − ρ)·g²`, `d = √(u + ε) / √(v + ε) · g`, `u = ρ·u + (1 − ρ)·d²`, `w −= η·d`.
///
/// Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012. Defaults: learningRate 1, rho 0.9, epsilon 1e-6. The same
/// as `torch.optim.Adadelta`.
public enum AdaDelta: OptimizerKind {
    public static let schema = SpecSchema(
        "adadelta", summary: "d = √(u + ε) / √(v + ε) · g;  w ← w − η·d",
        [.learningRate(1), .init("rho", .number(.unit), default: .number(0.9)), .epsilon(1e-6), .weightDecay()])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        AdaDeltaOptimizer<Scalar>(spec, parameterCount: parameterCount)
    }
}

final class AdaDeltaOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars: [OptimizerScalar] = []
    private let squares: UnsafeMutablePointer<Scalar>
    private let deltas: UnsafeMutablePointer<Scalar>
    private let rho: Scalar
    private let take: Scalar
    private let epsilon: Scalar
    private let weightDecay: Scalar

    init(_ spec: OptimizerSpec, parameterCount: Int) {
        self.spec = spec
        let (square, delta) = (
            OptimizerSlot<Scalar>("squareAverage", "v mean of g²", count: parameterCount),
            OptimizerSlot<Scalar>("deltaAverage", "u mean of d²", count: parameterCount)
        )
        slots = [square, delta]
        (squares, deltas) = (square.store.pointer, delta.store.pointer)
        rho = Scalar(spec.number("rho"))
        take = Scalar(1 - spec.number("rho"))
        epsilon = Scalar(spec.number("epsilon"))
        weightDecay = Scalar(spec.number("weightDecay"))
    }

    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let start = range.lowerBound
        AdaDeltaLoops.update(
            range.count, parameters.pointer + start, gradients.readable + start, squares + start, deltas + start,
            Scalar(learningRate), rho, take,
            epsilon, weightDecay)
    }
}

private enum AdaDeltaLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func update<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
        _ u: UnsafeMutablePointer<Scalar>, _ rate: Scalar, _ rho: Scalar, _ take: Scalar, _ epsilon: Scalar, _ weightDecay: Scalar
    ) {
        for i in 0..<count {
            let g = weightDecay == 0 ? gradient[i] : gradient[i] + weightDecay * w[i]
            v[i] = rho * v[i] + take * g * g
            let d = (u[i] + epsilon).squareRoot() / (v[i] + epsilon).squareRoot() * g
            u[i] = rho * u[i] + take * d * d
            w[i] -= rate * d
        }
    }
}
