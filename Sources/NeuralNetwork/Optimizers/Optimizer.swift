/// Turns gradients into updates. State lies in slots laid out like the parameters, so a checkpoint is a few copies of memory.
///
/// A step is `beginStep()` once, then `update` for every range of the flat store (layer by layer, in any order), after the whole
/// backward pass.
public protocol Optimizer<Scalar>: AnyObject {
    /// The numbers it computes with: those of the parameters.
    associatedtype Scalar: NetworkScalar

    /// The specification it was made from.
    var spec: OptimizerSpec { get }
    /// Named state, each laid out like the parameters; starts at 0 unless the method says otherwise.
    var slots: [OptimizerSlot<Scalar>] { get }
    /// Number of updates begun: k of the formulas is `step` during an update.
    var step: Int { get set }
    /// State that is one number for all parameters, such as nadam's momentumProduct.
    var scalars: [OptimizerScalar] { get set }

    /// Begins update number `step + 1`.
    func beginStep()
    /// The way from one parameter's gradient to its update, step by step; the last two lines are Δw and the new w.
    func explain(_ update: ParameterUpdate) -> [ExplainLine]
    /// Updates one range of the parameters from the same range of the gradients.
    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>)
    /// `update`, and sums of squares of what it reads and writes in the same pass. Nil, with nothing done, where the method has
    /// no such pass.
    /// - Parameter measuresWeights: whether `weight` and `change` of the result are wanted; if not, they mean nothing.
    func measuredUpdate(
        _ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>,
        measuresWeights: Bool
    ) -> UpdateSquares?
}

/// Sums of squares over the parameters of an update.
public struct UpdateSquares: Hashable, Sendable {
    /// `Σθ²` before it.
    public var weight: Double
    /// `Σ(∂L/∂θ)²`
    public var gradient: Double
    /// `Σ(Δθ)²`, of θ after it minus θ before.
    public var change: Double

    /// Three sums.
    public init(weight: Double, gradient: Double, change: Double) {
        (self.weight, self.gradient, self.change) = (weight, gradient, change)
    }
}

extension Optimizer {
    /// Counts the step.
    public func beginStep() { step += 1 }

    /// No such pass.
    public func measuredUpdate(
        _ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>,
        measuresWeights: Bool
    ) -> UpdateSquares? { nil }

    /// The numbers for all parameters as the present update uses them, or as the next will.
    public func scalars(begun hasBegun: Bool) -> [Double] {
        if hasBegun { return scalars.map(\.value) }
        let (kept, keptStep) = (scalars, step)
        defer { (scalars, step) = (kept, keptStep) }
        beginStep()
        return scalars.map(\.value)
    }

    /// State back to what it was before the first step.
    public func reset() {
        step = 0
        for slot in slots { slot.store.fill(slot.start) }
        for index in scalars.indices { scalars[index].value = scalars[index].start }
    }
}

/// One piece of an optimizer's state.
public struct OptimizerSlot<Scalar: NetworkScalar> {
    /// The name as files have it: `momentum`, `firstMoment`.
    public let name: String
    /// The letter of the formulas, and what it is: `m mean of g`.
    public let label: String
    /// The elements.
    public let store: FlatStore<Scalar>
    /// The value of every element before the first step.
    public let start: Scalar

    init(_ name: String, _ label: String, count: Int, start: Scalar = 0) {
        (self.name, self.label, self.start) = (name, label, start)
        store = FlatStore(count: count, repeating: start)
    }
}

/// One number of an optimizer's state.
public struct OptimizerScalar: Hashable, Sendable {
    /// The name, as in checkpoints and reference files: `momentumProduct`.
    public let name: String
    /// The value now.
    public var value: Double
    /// The value before the first step.
    public let start: Double
}
