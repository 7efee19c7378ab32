import ElementaryFunctions
import Kernels

/// Adam and AdamW at work.
final class AdamOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars: [OptimizerScalar] = []
    private let firstMoment: UnsafeMutablePointer<Scalar>
    private let secondMoment: UnsafeMutablePointer<Scalar>
    private let largest: UnsafeMutablePointer<Scalar>?
    private let beta1: Double
    private let beta2: Double
    private let epsilon: Double
    private let weightDecay: Double
    private let isDecoupled: Bool
    /// `β₁ᵏ` and `β₂ᵏ` of the step that they were last needed in: the same for all layers.
    private var powers = (step: 0, beta1: 0.0, beta2: 0.0)

    init(_ spec: OptimizerSpec, parameterCount: Int, isDecoupled: Bool) {
        self.spec = spec
        self.isDecoupled = isDecoupled
        let first = OptimizerSlot<Scalar>("firstMoment", "m mean of g", count: parameterCount)
        let second = OptimizerSlot<Scalar>("secondMoment", "v mean of g²", count: parameterCount)
        let largest =
            spec.flag("amsgrad") ? OptimizerSlot<Scalar>("maxSecondMoment", "v max largest v", count: parameterCount) : nil
        slots = [first, second] + (largest.map { [$0] } ?? [])
        firstMoment = first.store.pointer
        secondMoment = second.store.pointer
        self.largest = largest?.store.pointer
        beta1 = spec.number("beta1")
        beta2 = spec.number("beta2")
        epsilon = spec.number("epsilon")
        weightDecay = spec.number("weightDecay")
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let start = range.lowerBound
        let k = max(1, step)
        if powers.step != k { powers = (k, Elementary.pow(beta1, Double(k)), Elementary.pow(beta2, Double(k))) }
        let constants = AdamConstants<Scalar>(
            beta1: Scalar(beta1), take1: Scalar(1 - beta1), beta2: Scalar(beta2), take2: Scalar(1 - beta2),
            epsilon: Scalar(epsilon),
            l2: Scalar(isDecoupled ? 0 : weightDecay), keep: Scalar(isDecoupled ? 1 - learningRate * weightDecay : 1),
            rate: Scalar(learningRate / (1 - powers.beta1)), correction: Scalar((1 - powers.beta2).squareRoot()))
        let (w, g) = (parameters.pointer + start, UnsafePointer(gradients.readable + start))
        if let largest {
            AdamLoops.amsgrad(range.count, w, g, firstMoment + start, secondMoment + start, largest + start, constants)
        } else {
            AdamLoops.adam(range.count, w, g, firstMoment + start, secondMoment + start, constants)
        }
    }
}

private enum AdamLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func adam<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
        _ v: UnsafeMutablePointer<Scalar>, _ k: AdamConstants<Scalar>
    ) {
        if let kernels = Scalar.kernels { return kernels.adam(count, w, gradient, m, v, k) }
        for i in 0..<count {
            let g = k.l2 == 0 ? gradient[i] : gradient[i] + k.l2 * w[i]
            let first = k.beta1 * m[i] + k.take1 * g
            let second = k.beta2 * v[i] + k.take2 * g * g
            m[i] = first
            v[i] = second
            let kept = k.keep == 1 ? w[i] : w[i] * k.keep
            w[i] = kept - k.rate * (first / (second.squareRoot() / k.correction + k.epsilon))
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func amsgrad<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
        _ v: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>, _ k: AdamConstants<Scalar>
    ) {
        for i in 0..<count {
            let g = k.l2 == 0 ? gradient[i] : gradient[i] + k.l2 * w[i]
            let first = k.beta1 * m[i] + k.take1 * g
            let second = k.beta2 * v[i] + k.take2 * g * g
            // The largest so far; NaN once either is NaN.
            let root = second <= x[i] ? x[i] : x[i].isNaN ? x[i] : second
            m[i] = first
            v[i] = second
            x[i] = root
            let kept = k.keep == 1 ? w[i] : w[i] * k.keep
            w[i] = kept - k.rate * (first / (root.squareRoot() / k.correction + k.epsilon))
        }
    }
}
