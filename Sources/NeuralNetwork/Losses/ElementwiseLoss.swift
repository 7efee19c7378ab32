/// A loss that is a sum over elements of the output, each against its own target.
public protocol ElementwiseLoss: LossKind {
    /// The one attribute the element's formula has, if any: huber's delta, hinge's margin.
    static func constant(_ spec: LossSpec) -> Double
    /// One element's loss and its slope, with their numbers.
    static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation
    /// The probability that is made of an output, with its numbers; nil where none is.
    static func explainOutput(_ z: Double, _ origin: ExplainFactor.Origin) -> ExplainLine?
    /// The sum of the elements' losses.
    static func sum<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar
    ) -> Double
    /// `scale` times each element's derivative.
    static func gradient<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ t: UnsafePointer<Scalar>, _ constant: Scalar, _ scale: Scalar,
        _ dy: UnsafeMutablePointer<Scalar>)
    /// The output as people read it.
    static func probabilities<Scalar: NetworkScalar>(_ count: Int, _ y: UnsafePointer<Scalar>, _ p: UnsafeMutablePointer<Scalar>)
}

extension ElementwiseLoss {
    public static func constant(_ spec: LossSpec) -> Double { 0 }
    /// The output is taken as it is.
    public static func explainOutput(_ z: Double, _ origin: ExplainFactor.Origin) -> ExplainLine? { nil }

    public static func probabilities<Scalar: NetworkScalar>(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ p: UnsafeMutablePointer<Scalar>
    ) {
        p.update(from: y, count: count)
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LossSpec, output: Shape, _ scalar: Scalar.Type) -> any LossFunction<
        Scalar
    > {
        ElementwiseLossFunction<Self, Scalar>(constant: Scalar(constant(spec)), size: output.count)
    }
}

final class ElementwiseLossFunction<Kind: ElementwiseLoss, Scalar: NetworkScalar>: LossFunction {
    let termsPerSample: Int
    let constant: Scalar

    init(constant: Scalar, size: Int) {
        self.constant = constant
        termsPerSample = size
    }

    @_specialize(kind:partial,where Scalar == Float)
    @_specialize(kind:partial,where Scalar == Double)
    func sum(_ samples: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double {
        let offset = samples.lowerBound * termsPerSample
        return Kind.sum(samples.count * termsPerSample, output + offset, targets.values + offset, constant)
    }

    @_specialize(kind:partial,where Scalar == Float)
    @_specialize(kind:partial,where Scalar == Double)
    func gradient(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, scale: Scalar,
        into gradient: UnsafeMutablePointer<Scalar>
    ) {
        Kind.gradient(count * termsPerSample, output, targets.values, constant, scale, gradient)
    }

    func probabilities(count: Int, output: UnsafePointer<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>) {
        Kind.probabilities(count * termsPerSample, output, probabilities)
    }
}
