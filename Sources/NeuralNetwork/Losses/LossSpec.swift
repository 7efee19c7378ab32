/// The family of losses.
public enum LossFamily: Sendable {
    /// The word for one member of the family in messages.
    public static let noun = "loss"
}

/// A loss's name and attributes: `softmaxCrossEntropy`, `mse(reduction:sum)`.
public typealias LossSpec = Specification<LossFamily>

/// The reduction of a loss's terms to one number.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
    /// Their sum divided by their number.
    case mean
    /// Their sum.
    case sum
    /// Their sum divided by the number of samples.
    case batchMean
}

extension SpecSchema.Attribute {
    /// `reduction`, mean unless given.
    static let reduction = SpecSchema.Attribute("reduction", .word(Reduction.allCases.map(\.rawValue)), default: .word("mean"))
}

extension Specification where Family == LossFamily {
    /// The reduction of its terms to one number.
    public var reduction: Reduction {
        guard let reduction = Reduction(rawValue: word("reduction")) else {
            preconditionFailure("the schema admits known reductions only")
        }
        return reduction
    }

    /// The form of the targets.
    public var targetForm: TargetForm { kind.targetForm(self) }

    /// Whether targets are class indices (else values shaped as the output).
    public var takesClasses: Bool { targetForm == .classes }

    /// Whether the output is a logit: softmax or sigmoid belong to the loss, not to the network.
    public var outputIsLogits: Bool { kind.outputIsLogits }

    /// Where outputs have to be, so that they are probabilities; nil: anywhere.
    public var outputRange: ClosedRange<Double>? { kind.outputRange }

    /// Factors by which classes count, one for each; empty where all count alike.
    public var classWeights: [Double] { kind.classWeights(self) }

    /// The best constant probabilities for classes that come in such shares.
    public func bestShares(_ shares: [Float]) -> [Float] { kind.bestShares(self, shares) }

    /// Whether the loss makes probabilities that sum to 1 of all outputs together.
    public var outputIsDistribution: Bool { kind.outputIsDistribution }

    /// From which value on what a single output says (see `Loss.probabilities`) means the second of two classes.
    public var decisionBorder: Float { kind.decisionBorder }

    /// Whether the best constant output has to be searched, output by output.
    public var bestConstantIsSearched: Bool { kind.bestConstantIsSearched }

    /// The usual name: `mean squared error`.
    public var displayName: String { kind.displayName }

    /// The same where there is little room.
    public var shortName: String { kind.shortName }
}
