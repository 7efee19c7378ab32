/// An optimizer as the catalog holds it: how it is named and built, and what can be said of it. A new one is one new file and one
/// line in `OptimizerCatalog`.
public protocol OptimizerKind: Sendable {
    /// The names, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// Whether an update is Δw = −η·g and nothing else.
    static func isPlainDescent(_ spec: OptimizerSpec) -> Bool
    /// The update, to be read behind "Δw": `= −η·g`; of a method with more state than one velocity only its name, `by adam`.
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
