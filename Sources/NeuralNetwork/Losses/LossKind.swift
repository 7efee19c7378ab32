/// A loss as the catalog holds it: how it is named and built, and everything that can be said of it. A new loss is one new file and
/// one line in `LossCatalog`.
public protocol LossKind: Sendable {
    /// The names, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// The usual name: `mean squared error`.
    static var displayName: String { get }
    /// The same where there is little room.
    static var shortName: String { get }
    /// The loss of one term in the field's notation, with a for the output, z where it is a logit, and y for the target: `(a − y)²`.
    static var formula: String { get }
    /// The output is a logit: a softmax or sigmoid is part of the loss.
    static var outputIsLogits: Bool { get }
    /// Where outputs have to be, so that they are probabilities; nil: anywhere.
    static var outputRange: ClosedRange<Double>? { get }
    /// Whether the loss makes probabilities that sum to 1 of all outputs together.
    static var outputIsDistribution: Bool { get }
    /// The form of the targets.
    static func targetForm(_ spec: LossSpec) -> TargetForm
    /// From which value on what a single output says (see `Loss.probabilities`) means the second of two classes.
    static var decisionBorder: Float { get }
    /// Whether the best constant output has to be searched, output by output: it is neither the targets' mean, its logarithm or its
    /// logit, nor their median.
    static var bestConstantIsSearched: Bool { get }
    /// Factors by which classes count, one for each; empty where all count alike.
    static func classWeights(_ spec: LossSpec) -> [Double]
    /// The best constant probabilities for classes that come in such shares.
    static func bestShares(_ spec: LossSpec, _ shares: [Float]) -> [Float]
    /// The loss of outputs of one shape.
    /// - Parameters:
    ///   - spec: attributes, checked against `schema`
    ///   - output: shape of one sample's output
    static func make<Scalar: NetworkScalar>(_ spec: LossSpec, output: Shape, _ scalar: Scalar.Type) -> any LossFunction<Scalar>
}

/// Forms of targets that a loss holds an output against.
public enum TargetForm: Hashable, Sendable {
    /// The number of the right class.
    case classes
    /// A value for each output.
    case values
    /// +1 for yes and −1 for no, for each output.
    case signs
}

extension LossKind {
    /// The name itself.
    public static var displayName: String { schema.name }
    /// The usual name.
    public static var shortName: String { displayName }
    /// The output is taken as it is.
    public static var outputIsLogits: Bool { false }
    public static var outputRange: ClosedRange<Double>? { nil }
    public static var outputIsDistribution: Bool { false }
    public static func targetForm(_ spec: LossSpec) -> TargetForm { .values }
    public static func classWeights(_ spec: LossSpec) -> [Double] { [] }
    /// The shares themselves.
    public static func bestShares(_ spec: LossSpec, _ shares: [Float]) -> [Float] { shares }
    /// Probability ½.
    public static var decisionBorder: Float { 0.5 }
    public static var bestConstantIsSearched: Bool { false }
}
