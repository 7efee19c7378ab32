/// One parameter at one update: everything that its change was made of.
public struct ParameterUpdate: Hashable, Sendable {
    /// w before the update.
    public var weight: Double
    /// The gradient that the optimizer was given: with penalties, clipped.
    public var gradient: Double
    /// η of this step, after the schedule.
    public var learningRate: Double
    /// k: the number of this update, from 1.
    public var step: Int
    /// The state before the update, one number for each slot.
    public var before: [Double]
    /// The state after it; nil while it is still to come.
    public var after: [Double]?
    /// w after it; nil while it is still to come.
    public var updated: Double?
    /// State that is one number for all parameters, after `beginStep` of this update.
    public var scalars: [Double]

    /// All parts at once.
    public init(
        weight: Double, gradient: Double, learningRate: Double, step: Int, before: [Double], after: [Double]? = nil,
        updated: Double? = nil,
        scalars: [Double] = []
    ) {
        (self.weight, self.gradient, self.learningRate, self.step) = (weight, gradient, learningRate, step)
        (self.before, self.after, self.updated, self.scalars) = (before, after, updated, scalars)
    }

    /// g, with weight decay where the method adds it to the gradient; the line is empty without.
    func decayed(_ decay: Double) -> (lines: [ExplainLine], gradient: Arithmetic) {
        let g = Arithmetic.named("g", gradient)
        guard decay != 0 else { return ([], g) }
        let line = ExplainLine("g", "g + λ·w", .sum([g, .product([.setting("λ", decay), .named("w", weight)])]))
        return ([line], .named("g", line.value))
    }

    /// A line of state: the core's number once there is one.
    func slot(_ index: Int, _ name: String, _ formula: String, _ arithmetic: Arithmetic) -> ExplainLine {
        ExplainLine(name, formula, arithmetic, after?[index])
    }

    /// The change and the new weight: the core's number once there is one.
    func change(_ formula: String, _ arithmetic: Arithmetic) -> [ExplainLine] {
        let delta = ExplainLine("Δw", formula, arithmetic)
        return [delta, ExplainLine("w", "w + Δw", .sum([.named("w", weight), .named("Δw", delta.value)]), updated)]
    }

    /// η
    var rate: Arithmetic { .setting("η", learningRate) }
}
