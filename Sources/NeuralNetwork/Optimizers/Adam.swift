/// Adam: `m = β₁·m + (1 − β₁)·g`, `v = β₂·v + (1 − β₂)·g²`, `w −= η · (m / (1 − β₁ᵏ)) / (√v / √(1 − β₂ᵏ) + ε)`. With `amsgrad`
/// the largest v so far stands in the root. Weight decay is L2.
///
/// Sources: Kingma and Ba, "Adam: a method for stochastic optimization", 2015; Reddi et al., "On the convergence of Adam and
/// beyond", 2018 (amsgrad). Defaults: learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-8. The same as `torch.optim.Adam`.
public enum Adam: OptimizerKind {
    public static let schema = SpecSchema(
        "adam", presets: ["amsgrad": ["amsgrad": .flag(true)]], summary: "w ← w − η·m̂ / (√v̂ + ε)",
        [.learningRate(0.001)] + .moments(weightDecay: 0) + [.amsgrad])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        AdamOptimizer<Scalar>(spec, parameterCount: parameterCount, isDecoupled: false)
    }
}

/// AdamW: Adam with decoupled weight decay, `w ← w − η·λ·w` first, then Adam's update with g untouched.
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019. Defaults as Adam, weightDecay 0.01. The same as
/// `torch.optim.AdamW`.
public enum AdamW: OptimizerKind {
    public static let schema = SpecSchema(
        "adamw", summary: "w ← w − η·λ·w − η·m̂ / (√v̂ + ε)", [.learningRate(0.001)] + .moments(weightDecay: 0.01) + [.amsgrad])

    public static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type)
        -> any Optimizer<Scalar>
    {
        AdamOptimizer<Scalar>(spec, parameterCount: parameterCount, isDecoupled: true)
    }
}

extension SpecSchema.Attribute {
    /// `epsilon`, kept from dividing by zero.
    static func epsilon(_ usual: Double) -> SpecSchema.Attribute {
        SpecSchema.Attribute("epsilon", .number(.notNegative), default: .number(usual))
    }
    /// `amsgrad`: the largest second moment so far in place of the second moment.
    static let amsgrad = SpecSchema.Attribute("amsgrad", .flag, default: .flag(false))
}

extension [SpecSchema.Attribute] {
    /// The settings and state that the Adam family shares.
    static func moments(weightDecay: Double) -> [SpecSchema.Attribute] {
        [
            .init("beta1", .number(.fraction), default: .number(0.9)),
            .init("beta2", .number(.fraction), default: .number(0.999)),
            .epsilon(1e-8),
            .weightDecay(weightDecay),
        ]
    }
}
