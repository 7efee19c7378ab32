/// The parameters that a penalty is on.
public enum PenaltyScope: String, Hashable, Sendable, CaseIterable {
    /// Those of rank 2 or more.
    case weights
    /// Every one.
    case all
}

/// The family of penalties on the size of parameters.
public enum PenaltyFamily: SpecificationFamily {
    /// The word for one member of the family in messages.
    public static let noun = "penalty"
    private static let scope = SpecSchema.Attribute(
        "scope", .word(PenaltyScope.allCases.map(\.rawValue)), default: .word("weights"))
    public static let schemas: [SpecSchema] = [
        SpecSchema("none", summary: "no penalty"),
        SpecSchema("l1", positional: ["amount"], summary: "a·Σ|w|", [.init("amount", .number(.notNegative)), scope]),
        SpecSchema("l2", positional: ["amount"], summary: "b·Σw²", [.init("amount", .number(.notNegative)), scope]),
        SpecSchema(
            "elasticNet", aliases: ["l1l2"], summary: "a·Σ|w| + b·Σw²",
            [
                .init("l1", .number(.notNegative), default: .number(0)),
                .init("l2", .number(.notNegative), default: .number(0)),
                scope,
            ]),
    ]
}

/// A term of the loss that keeps parameters small: `none`, `l1:0.001`, `l2:0.01`, `elasticNet(l1:0.001,l2:0.01)`.
///
/// `penalty = a·Σ|w| + b·Σw²` (no ½, so its gradient is `a·sign(w) + 2b·w`, sign(0) = 0). Scope `weights`: parameters of rank 2
/// or more; `all`: every one.
public typealias PenaltySpec = Specification<PenaltyFamily>

extension Specification where Family == PenaltyFamily {
    /// No penalty.
    public static var none: PenaltySpec { "none" }

    /// The factor of `Σ|w|`.
    public var l1: Double { name == "l1" ? number("amount") : name == "elasticNet" ? number("l1") : 0 }

    /// The factor of `Σw²`.
    public var l2: Double { name == "l2" ? number("amount") : name == "elasticNet" ? number("l2") : 0 }

    /// Whether there is anything to compute.
    public var isNone: Bool { l1 == 0 && l2 == 0 }

    /// The penalty's value for a network's parameters.
    public func value<Scalar: NetworkScalar>(_ network: Network<Scalar>) -> Double {
        if isNone { return 0 }
        var total = 0.0
        for entry in network.layout.entries where applies(to: entry) {
            total += PenaltyLoops.value(entry.range.count, network.parameters.pointer + entry.range.lowerBound, l1, l2)
        }
        return total
    }

    /// Adds the penalty's gradient for the parameters of one top-level layer.
    public func addGradient<Scalar: NetworkScalar>(_ network: Network<Scalar>, layer: Int, to gradients: FlatStore<Scalar>) {
        if isNone { return }
        for entry in network.layout.entries where entry.layer == layer && applies(to: entry) {
            PenaltyLoops.gradient(
                entry.range.count, network.parameters.pointer + entry.range.lowerBound,
                gradients.pointer + entry.range.lowerBound, Scalar(l1), Scalar(l2))
        }
    }

    /// Adds the penalty's gradient for all parameters.
    public func addGradient<Scalar: NetworkScalar>(_ network: Network<Scalar>, to gradients: FlatStore<Scalar>) {
        for layer in network.layers.indices { addGradient(network, layer: layer, to: gradients) }
    }

    /// Whether a tensor is within the penalty's scope.
    public func applies(to entry: ParameterLayout.Entry) -> Bool { entry.isWeight || word("scope") == "all" }
}

private enum PenaltyLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func value<Scalar: NetworkScalar>(_ count: Int, _ w: UnsafePointer<Scalar>, _ l1: Double, _ l2: Double) -> Double {
        var absolute = 0.0
        var squares = 0.0
        for i in 0..<count {
            let x = Double(w[i])
            absolute += abs(x)
            squares += x * x
        }
        // A factor of 0 means that the term is absent: 0·∞ must not arise from it.
        return (l1 == 0 ? 0 : l1 * absolute) + (l2 == 0 ? 0 : l2 * squares)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func gradient<Scalar: NetworkScalar>(
        _ count: Int, _ w: UnsafePointer<Scalar>, _ g: UnsafeMutablePointer<Scalar>, _ l1: Scalar, _ l2: Scalar
    ) {
        if l1 != 0 { for i in 0..<count { g[i] += w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0 } }
        if l2 != 0 { for i in 0..<count { g[i] += 2 * l2 * w[i] } }
    }
}
