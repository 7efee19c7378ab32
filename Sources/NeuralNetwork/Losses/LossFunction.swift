/// The arithmetic of a loss for one output shape. Sums are not yet divided by the reduction.
public protocol LossFunction<Scalar>: AnyObject {
    associatedtype Scalar: NetworkScalar

    /// Number of terms of one sample's sum: elements of the output, or positions for softmaxCrossEntropy.
    var termsPerSample: Int { get }
    /// The sum of the terms of samples `samples`.
    func sum(_ samples: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double
    /// `scale · d(sum)/d(output)` for all of `count` samples.
    func gradient(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, scale: Scalar,
        into gradient: UnsafeMutablePointer<Scalar>)
    /// One sample's sum of terms, with its numbers.
    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> [ExplainLine]
    /// `scale · d(sum)/d(output element)` of one sample, with its numbers; the last line is that gradient.
    func explainGradient(
        unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double
    ) -> [ExplainLine]
    /// What the output says, for people: softmax or sigmoid of logits, the output itself otherwise.
    func probabilities(count: Int, output: UnsafePointer<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>)
}

/// What the output should have been: classes or values, as the loss takes them. Only the kind that the loss takes is read.
public struct Targets<Scalar: NetworkScalar> {
    /// One class for each sample or position.
    public let classes: UnsafePointer<Int32>
    /// One value for each element of the output.
    public let values: UnsafePointer<Scalar>

    /// Pointers that stay valid while the loss reads them.
    public init(classes: UnsafePointer<Int32>, values: UnsafePointer<Scalar>) {
        (self.classes, self.values) = (classes, values)
    }
}

/// What the catalogue holds of a loss. A new loss is one new file and one line in `LossCatalogue`.
public protocol LossKind: Sendable {
    static var schema: SpecSchema { get }
    /// The loss in the field's notation.
    static var formula: String { get }
    /// The output is a logit: a softmax or sigmoid is part of the loss.
    static var outputIsLogits: Bool { get }
    /// Whether targets are class indices.
    static func takesClasses(_ spec: LossSpec) -> Bool
    static func make<Scalar: NetworkScalar>(_ spec: LossSpec, output: Shape, _ scalar: Scalar.Type) -> any LossFunction<Scalar>
}

extension LossKind {
    /// The output is taken as it is.
    public static var outputIsLogits: Bool { false }
    public static func takesClasses(_ spec: LossSpec) -> Bool { false }
}

/// Every loss there is.
public enum LossCatalogue {
    /// In the order in which lists show them.
    public static let kinds: [any LossKind.Type] = [
        SoftmaxCrossEntropy.self,
        MeanSquaredError.self,
        MeanAbsoluteError.self,
        Huber.self,
        BinaryCrossEntropy.self,
        BinaryCrossEntropyWithLogits.self,
        Hinge.self,
    ]
}

/// The family of losses.
public enum LossFamily: SpecificationFamily {
    /// What one member of the family is called in messages.
    public static let noun = "loss"
    public static let schemas: [SpecSchema] = LossCatalogue.kinds.map { $0.schema }
}
