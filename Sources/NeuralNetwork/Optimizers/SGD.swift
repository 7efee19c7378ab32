import Kernels

/// Stochastic gradient descent, plain or with momentum: `w −= η·g`, or `v = μ·v + (1 − dampening)·g` (the first time `v = g`) and
/// `w −= η·v`, with nesterov `w −= η·(g + μ·v)`. Weight decay is L2: `g + λ·w` in place of g. The rate is not inside v.
///
/// Sources: Polyak 1964; Nesterov 1983; Sutskever et al. 2013. Defaults: learningRate 0.1, which small networks on small
/// pictures learn well with, everything else 0. Otherwise the same as `torch.optim.SGD`.
public enum SGD: OptimizerKind {
    public static let schema = SpecSchema(
        "sgd",
        presets: ["momentum": ["momentum": .number(0.9)], "nesterov": ["momentum": .number(0.9), "nesterov": .flag(true)]],
        summary: "w −= η·g, or with momentum w −= η·v",
        [
            .learningRate(0.1),
            .init("momentum", .number(.fraction), default: .number(0)),
            .init("nesterov", .flag, default: .flag(false)),
            .init("dampening", .number(.unit), default: .number(0)),
            .weightDecay(),
        ])

    public static func isPlainDescent(_ spec: OptimizerSpec) -> Bool {
        spec.number("momentum") == 0 && spec.number("weightDecay") == 0
    }

    public static func rule(_ spec: OptimizerSpec, gradient: String) -> String {
        if spec.number("momentum") != 0 { return spec.flag("nesterov") ? "by nesterov" : "= −η·v, momentum" }
        return spec.number("weightDecay") == 0 ? "= −η·\(gradient)" : "= −η·(\(gradient) + λ·w)"
    }

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        SGDOptimizer<Scalar>(spec, parameterCount: parameterCount)
    }
}

final class SGDOptimizer<Scalar: NetworkScalar>: Optimizer {
    let spec: OptimizerSpec
    let slots: [OptimizerSlot<Scalar>]
    var step = 0
    var scalars: [OptimizerScalar] = []
    private let velocity: UnsafeMutablePointer<Scalar>?
    private let momentum: Scalar
    private let dampening: Scalar
    private let weightDecay: Scalar
    private let nesterov: Bool

    init(_ spec: OptimizerSpec, parameterCount: Int) {
        self.spec = spec
        momentum = Scalar(spec.number("momentum"))
        dampening = Scalar(spec.number("dampening"))
        weightDecay = Scalar(spec.number("weightDecay"))
        nesterov = spec.flag("nesterov")
        slots = momentum == 0 ? [] : [OptimizerSlot("momentum", "v momentum", count: parameterCount)]
        velocity = slots.first?.store.pointer
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>) {
        let rate = Scalar(learningRate)
        guard let velocity else { return SGDLoops.plain(range, parameters, gradients, rate, weightDecay) }
        let start = range.lowerBound
        // The first update takes the gradient itself, without dampening.
        let keep: Scalar = step <= 1 ? 0 : momentum
        let take: Scalar = step <= 1 ? 1 : 1 - dampening
        SGDLoops.momentum(
            range.count, parameters.pointer + start, gradients.readable + start, velocity + range.lowerBound, rate, weightDecay,
            keep,
            take, nesterov ? momentum : 0,
            isFirst: step <= 1)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func measuredUpdate(
        _ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>,
        measuresWeights: Bool
    ) -> UpdateSquares? {
        guard velocity == nil, weightDecay == 0 else { return nil }
        return SGDLoops.measured(range, parameters, gradients, Scalar(learningRate), measuresWeights: measuresWeights)
    }
}

private enum SGDLoops {
    /// Whether all working copies of pieces of a range can take the update.
    @inline(__always)
    private static func canDescend<Scalar: NetworkScalar>(_ copies: [TurnedWeights<Scalar>], _ range: Range<Int>) -> Bool {
        for copy in copies where copy.range.overlaps(range) && !copy.canDescend(in: range) { return false }
        return true
    }

    /// Makes the stores ready to be read and written in a range of which no working copy can take care: whoever has copied a
    /// piece of it has to copy it anew. A range that is in no copy is ready as it is.
    private static func prepare<Scalar: NetworkScalar>(
        _ store: FlatStore<Scalar>, _ gradients: FlatStore<Scalar>, _ range: Range<Int>
    ) {
        if store.copies.contains(where: { $0.range.overlaps(range) }) {
            _ = store.pointer
            _ = gradients.readable
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func plain<Scalar: NetworkScalar>(
        _ range: Range<Int>, _ store: FlatStore<Scalar>, _ gradients: FlatStore<Scalar>, _ rate: Scalar, _ weightDecay: Scalar
    ) {
        if let kernels = Scalar.kernels {
            let hasCopies = !gradients.copies.isEmpty
            let takesCopies = hasCopies && weightDecay == 0 && canDescend(gradients.copies, range)
            if hasCopies, !takesCopies { prepare(store, gradients, range) }
            let parameters = store.base
            var done = range.lowerBound
            if weightDecay == 0 {
                if takesCopies {
                    for copy in gradients.copies where copy.range.overlaps(range) {
                        let start = copy.range.lowerBound
                        if done < start {
                            kernels.descend(start &- done, parameters + done, gradients.base + done, rate: rate, decay: 0)
                        }
                        copy.descend(rate: rate)
                        done = copy.range.upperBound
                    }
                }
                for placed in gradients.occupancies where placed.canBeTaken(in: done..<range.upperBound) {
                    let start = placed.range.lowerBound
                    if done < start {
                        kernels.descend(start &- done, parameters + done, gradients.base + done, rate: rate, decay: 0)
                    }
                    _ = kernels.descend(
                        placed.occupancy, parameters + start, gradients.base + start, rate: rate, measuresChange: false)
                    done = placed.range.upperBound
                }
            }
            if done < range.upperBound {
                kernels.descend(
                    range.upperBound &- done, parameters + done, gradients.base + done, rate: rate, decay: weightDecay)
            }
            return
        }
        let (w, g) = (store.pointer + range.lowerBound, gradients.readable + range.lowerBound)
        let count = range.count
        // A coefficient of 0 means that the term is absent: 0·∞ must not arise from it.
        if weightDecay == 0 {
            for i in 0..<count { w[i] -= rate * g[i] }
        } else {
            for i in 0..<count { w[i] -= rate * (g[i] + weightDecay * w[i]) }
        }
    }

    /// The plain update and its sums of squares: of the step as rounding has left it, which is not always `rate` times the gradient.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func measured<Scalar: NetworkScalar>(
        _ range: Range<Int>, _ store: FlatStore<Scalar>, _ gradients: FlatStore<Scalar>, _ rate: Scalar, measuresWeights: Bool
    ) -> UpdateSquares? {
        guard let kernels = Scalar.kernels else { return nil }
        let hasCopies = !gradients.copies.isEmpty
        let takesCopies = hasCopies && canDescend(gradients.copies, range)
        if hasCopies, !takesCopies { prepare(store, gradients, range) }
        let parameters = store.base
        var sums = DescentSquares()
        var done = range.lowerBound
        func descend(to end: Int) {
            if done >= end { return }
            sums += kernels.measuredDescend(
                end &- done, parameters + done, gradients.base + done, rate: rate, measuresChange: measuresWeights)
            done = end
        }
        if takesCopies {
            for copy in gradients.copies where copy.range.overlaps(range) {
                descend(to: copy.range.lowerBound)
                sums += copy.measuredDescend(rate: rate, measuresChange: measuresWeights)
                done = copy.range.upperBound
            }
        }
        for placed in gradients.occupancies where placed.canBeTaken(in: done..<range.upperBound) {
            guard let squares = measuresWeights ? placed.occupancy.matrixSquares : 0 else { continue }
            descend(to: placed.range.lowerBound)
            sums.weight += squares
            sums += kernels.descend(
                placed.occupancy, parameters + done, gradients.base + done, rate: rate, measuresChange: measuresWeights)
            done = placed.range.upperBound
        }
        descend(to: range.upperBound)
        return UpdateSquares(weight: sums.weight, gradient: sums.gradient, change: sums.change)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func momentum<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ v: UnsafeMutablePointer<Scalar>,
        _ rate: Scalar,
        _ weightDecay: Scalar, _ keep: Scalar, _ take: Scalar, _ lookAhead: Scalar, isFirst: Bool
    ) {
        for i in 0..<count {
            let g = weightDecay == 0 ? gradient[i] : gradient[i] + weightDecay * w[i]
            let velocity = isFirst ? g : keep * v[i] + take * g
            v[i] = velocity
            w[i] -= rate * (lookAhead == 0 ? velocity : g + lookAhead * velocity)
        }
    }
}
