/// The arithmetic of a loss for one output shape. Sums are not yet divided by the reduction.
public protocol LossFunction<Scalar>: AnyObject {
    /// The numbers of outputs, targets and gradients.
    associatedtype Scalar: NetworkScalar

    /// Number of terms of one sample's sum: elements of the output, or positions for softmaxCrossEntropy.
    var termsPerSample: Int { get }
    /// The sum of the terms of samples `samples`.
    func sum(_ samples: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double
    /// `scale · d(sum)/d(output)` for all of `count` samples.
    func gradient(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, scale: Scalar,
        into gradient: UnsafeMutablePointer<Scalar>)
    /// One sample's terms, with their numbers.
    /// - Parameter name: the name of a class.
    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, _ name: (Int) -> String) -> LossTerms
    /// The probability that is made of an output element, with its numbers; nil where none is.
    func explainOutput(unit: Int, sample: Int, output: UnsafePointer<Scalar>) -> ExplainLine?
    /// `d(sum)/d(output element) / divisor` of one sample, with its numbers.
    func explainGradient(
        unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double
    ) -> ExplainLine
    /// The output as people read it: softmax or sigmoid of logits, the output itself otherwise.
    func probabilities(count: Int, output: UnsafePointer<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>)
}

/// The terms of a sample's loss.
public struct LossTerms: Sendable {
    /// One of them in the field's notation.
    let formula: String
    /// All of them, with their numbers.
    let values: [Arithmetic]
}

/// The targets, which the output should have been: classes or values, as the loss takes them. Only the kind that the loss takes
/// is read.
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
