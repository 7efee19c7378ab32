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
    /// What becomes of one parameter's gradient, step by step; the last two lines are Δw and the new w.
    func explain(_ moment: OptimizerMoment) -> [ExplainLine]
    /// Updates one range of the parameters from the same range of the gradients.
    func update(_ range: Range<Int>, learningRate: Double, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>)
    /// `update`, and sums of squares of what it reads and writes in the same pass. Nil, with nothing done, where the method has
    /// no such pass.
    /// - Parameter measuresWeights: whether `weight` of the result is wanted; if not, it means nothing.
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
    /// `Σ(Δθ)²`
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
    /// What every element is before the first step.
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
    /// What it is now.
    public var value: Double
    /// What it is before the first step.
    public let start: Double
}

/// An optimizer as the catalog holds it: how it is named and built, and what can be said of it. A new one is one new file and one
/// line in `OptimizerCatalog`.
public protocol OptimizerKind: Sendable {
    /// The names, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// The update in the field's notation.
    static var formula: String { get }
    /// Whether an update is Δw = −η·g and nothing else.
    static func isPlainDescent(_ spec: OptimizerSpec) -> Bool
    /// What Δw is, to be read behind "Δw": `= −η·g`; of a method with more state than one velocity only its name, `by adam`.
    /// - Parameter gradient: what the gradient is called.
    static func rule(_ spec: OptimizerSpec, gradient: String) -> String
    /// An optimizer before its first step.
    /// - Parameters:
    ///   - spec: attributes, checked against `schema`
    ///   - parameterCount: elements of the flat store, and of each slot
    static func make<Scalar: NetworkScalar>(_ spec: OptimizerSpec, parameterCount: Int, _ scalar: Scalar.Type) -> any Optimizer<
        Scalar
    >
}

extension OptimizerKind {
    public static func isPlainDescent(_ spec: OptimizerSpec) -> Bool { false }
    /// The name.
    public static func rule(_ spec: OptimizerSpec, gradient: String) -> String { "by \(spec.name)" }
}

/// Every optimizer there is.
public enum OptimizerCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any OptimizerKind.Type] = [
        SGD.self,
        AdaGrad.self,
        RMSProp.self,
        AdaDelta.self,
        Adam.self,
        AdamW.self,
        NAdam.self,
    ]
}

/// The family of optimizers.
public enum OptimizerFamily: SpecificationFamily {
    /// What one member of the family is called in messages.
    public static let noun = "optimizer"
    public static let schemas: [SpecSchema] = OptimizerCatalog.kinds.map { $0.schema }
}
