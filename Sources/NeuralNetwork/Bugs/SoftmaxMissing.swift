import Basics

/// The softmax is left out on the way back: −y/p, the slope of the loss by p, is passed straight to z. Only the right class hears of it,
/// and the more so the less it was believed.
public enum SoftmaxMissing: BugKind {
    public static let schema = SpecSchema("softmax-missing", summary: "∂L/∂p = −y/p is taken for ∂L/∂z")
    public static let place = BugPlace.loss
    public static let needs = "the loss softmaxCrossEntropy"

    public static func planted<Scalar: NetworkScalar>(in function: any LossFunction<Scalar>) -> (any LossFunction<Scalar>)? {
        (function as? SoftmaxCrossEntropyFunction<Scalar>).map { SoftmaxMissingFunction($0) }
    }
}

private final class SoftmaxMissingFunction<Scalar: NetworkScalar>: LossFunction {
    private let base: SoftmaxCrossEntropyFunction<Scalar>

    init(_ base: SoftmaxCrossEntropyFunction<Scalar>) { self.base = base }

    var termsPerSample: Int { base.termsPerSample }

    func sum(_ samples: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double {
        base.sum(samples, output: output, targets)
    }

    func gradient(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, scale: Scalar,
        into gradient: UnsafeMutablePointer<Scalar>
    ) {
        base.probabilities(count: count, output: output, into: gradient)
        for row in 0..<count * termsPerSample {
            for index in row * base.classCount..<(row + 1) * base.classCount {
                let wanted = target(index, targets)
                gradient[index] = wanted == 0 ? 0 : -scale * wanted / gradient[index]
            }
        }
    }

    /// The target of an element of the output.
    private func target(_ index: Int, _ targets: Targets<Scalar>) -> Scalar {
        guard base.takesClasses else { return targets.values[index] }
        return Int(targets.classes[index / base.classCount]) == index % base.classCount ? 1 : 0
    }

    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, _ name: (Int) -> String) -> LossTerms {
        base.explain(sample: sample, output: output, targets, name)
    }

    func explainOutput(unit: Int, sample: Int, output: UnsafePointer<Scalar>) -> ExplainLine? {
        base.explainOutput(unit: unit, sample: sample, output: output)
    }

    func explainGradient(unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double)
        -> ExplainLine
    {
        let p = base.explainOutput(unit: unit, sample: sample, output: output)?.value ?? .nan
        let y = Double(target(sample * termsPerSample * base.classCount + unit, targets))
        let share = Arithmetic.quotient(.negative(.named("y", y)), .named("p", p))
        guard divisor != 1 else { return ExplainLine("∂L/∂z", "−y / p", share) }
        return ExplainLine("∂L/∂z", "(−y / p) / \(Int(saturating: divisor))", .quotient(share, .constant(divisor)))
    }

    func probabilities(count: Int, output: UnsafePointer<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>) {
        base.probabilities(count: count, output: output, into: probabilities)
    }
}
