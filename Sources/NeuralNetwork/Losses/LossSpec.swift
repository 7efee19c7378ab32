/// A loss's name and attributes: `softmaxCrossEntropy`, `mse(reduction:sum)`.
public typealias LossSpec = Specification<LossFamily>

/// How the terms of a loss become one number.
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
    var kind: any LossKind.Type {
        guard let kind = LossCatalogue.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("loss \(name) is in no catalogue")
        }
        return kind
    }

    /// How terms become one number.
    public var reduction: Reduction {
        guard let reduction = Reduction(rawValue: word("reduction")) else {
            preconditionFailure("the schema admits known reductions only")
        }
        return reduction
    }

    /// Whether targets are class indices (else values shaped as the output).
    public var takesClasses: Bool { kind.takesClasses(self) }

    /// Whether the output is a logit: softmax or sigmoid belong to the loss, not to the network.
    public var outputIsLogits: Bool { kind.outputIsLogits }
}
