/// The family of optimizers.
public enum OptimizerFamily: Sendable {
    /// The word for one member of the family in messages.
    public static let noun = "optimizer"
}

/// An optimizer's name and attributes: `sgd`, `sgd(momentum:0.9)`, `adam(learningRate:0.001)`.
public typealias OptimizerSpec = Specification<OptimizerFamily>

extension SpecSchema.Attribute {
    /// `learningRate`: η before any schedule.
    static func learningRate(_ usual: Double) -> SpecSchema.Attribute {
        SpecSchema.Attribute("learningRate", .number(.notNegative), default: .number(usual))
    }
    /// `weightDecay`: L2 added to the gradient (adamw: decoupled).
    static func weightDecay(_ usual: Double = 0) -> SpecSchema.Attribute {
        SpecSchema.Attribute("weightDecay", .number(.notNegative), default: .number(usual))
    }
}

extension Specification where Family == OptimizerFamily {
    /// Plain stochastic gradient descent.
    public static var sgd: OptimizerSpec { "sgd" }

    /// η before any schedule.
    public var learningRate: Double { number("learningRate") }

    /// Whether an update is Δw = −η·g and nothing else.
    public var isPlainDescent: Bool { kind.isPlainDescent(self) }

    /// The update, to be read behind "Δw": `= −η·g`; of a method with more state than one velocity only its name, `by adam`.
    /// - Parameter gradient: what the gradient is called.
    public func rule(gradient: String) -> String { kind.rule(self, gradient: gradient) }

    /// The optimizer itself, with its state, for a network's parameters.
    public func make<Scalar: NetworkScalar>(parameterCount: Int, _ scalar: Scalar.Type = Scalar.self) -> any Optimizer<Scalar> {
        kind.make(self, parameterCount: parameterCount, scalar)
    }
}
