/// The family of gradient clippings.
public enum ClipFamily: SpecificationFamily {
    /// The word for one member of the family in messages.
    public static let noun = "clipping"
    public static let schemas: [SpecSchema] = [
        SpecSchema("none", summary: "gradients as they are"),
        SpecSchema("norm", positional: ["max"], summary: "g · min(1, max / ‖g‖)", [.init("max", .number(.positive))]),
        SpecSchema("value", positional: ["max"], summary: "each gᵢ into [−max, max]", [.init("max", .number(.positive))]),
    ]
}

/// The limit that keeps gradients from growing: `none`, `norm:1`, `value:0.5`.
///
/// - `norm`: every gradient times `min(1, max / (‖g‖ + 1e-6))`, one factor for all parameters; a NaN norm makes it NaN (Pascanu
///   et al., 2013).
/// - `value`: each element clamped to `[−max, max]`; NaN stays NaN.
public typealias ClipSpec = Specification<ClipFamily>

extension Specification where Family == ClipFamily {
    /// Gradients as they are.
    public static var none: ClipSpec { "none" }

    /// Whether gradients stay as they are.
    public var isNone: Bool { name == "none" }

    /// Whether one factor for all parameters comes from the norm of all gradients, which then has to be known.
    public var usesNorm: Bool { name == "norm" }

    /// The formula of g in an update, in the field's notation; nil where it is ∂L/∂w itself.
    public var formula: String? { isNone ? nil : usesNorm ? "clip·∂L/∂w" : "∂L/∂w within ±max" }

    /// Clips all gradients of a step in place. `norm` is `GradientNorm.of(gradients)`, taken before.
    public func apply<Scalar: NetworkScalar>(to gradients: FlatStore<Scalar>, norm: Double) {
        switch name {
        case "norm":
            let factor = number("max") / (norm + 1e-6)
            // Written so that a NaN factor is applied.
            if !(factor >= 1) { ClipLoops.scale(gradients.count, gradients.pointer, Scalar(factor)) }
        case "value": ClipLoops.clamp(gradients.count, gradients.pointer, Scalar(number("max")))
        default: break
        }
    }
}

/// The length of a gradient.
public enum GradientNorm {
    /// `√Σg²` over all elements, summed in Double.
    public static func of<Scalar: NetworkScalar>(_ gradients: FlatStore<Scalar>) -> Double {
        ClipLoops.sumOfSquares(gradients.count, gradients.readable).squareRoot()
    }

    /// `√Σg²` over a range of the flat store: one layer's gradient norm.
    public static func of<Scalar: NetworkScalar>(_ gradients: FlatStore<Scalar>, _ range: Range<Int>) -> Double {
        let part = gradients.values(range)
        return part.baseAddress.map { ClipLoops.sumOfSquares(part.count, $0).squareRoot() } ?? 0
    }
}

private enum ClipLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func scale<Scalar: NetworkScalar>(_ count: Int, _ g: UnsafeMutablePointer<Scalar>, _ factor: Scalar) {
        for i in 0..<count { g[i] *= factor }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func clamp<Scalar: NetworkScalar>(_ count: Int, _ g: UnsafeMutablePointer<Scalar>, _ bound: Scalar) {
        for i in 0..<count { g[i] = g[i] > bound ? bound : g[i] < -bound ? -bound : g[i] }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sumOfSquares<Scalar: NetworkScalar>(_ count: Int, _ g: UnsafePointer<Scalar>) -> Double {
        // Eight sums side by side: one after the other would wait for each addition.
        var sums = SIMD8<Double>(repeating: 0)
        var i = 0
        while i &+ 8 <= count {
            for lane in 0..<8 {
                let x = Double(g[i &+ lane])
                sums[lane] += x * x
            }
            i &+= 8
        }
        var total = sums.sum()
        while i < count {
            total += Double(g[i]) * Double(g[i])
            i &+= 1
        }
        return total
    }
}
