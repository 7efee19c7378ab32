/// Every bug that can be planted.
public enum BugCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any BugKind.Type] = [
        UpdateWhileGoingBack.self,
        SlopeAtOutput.self,
        NoSlope.self,
        Transposed.self,
        SharedOut.self,
        SummedBatch.self,
        AveragedFactors.self,
        NotZeroed.self,
        NoBiasGradient.self,
        SoftmaxMissing.self,
        GatedGradient.self,
    ]
}

extension BugFamily: SpecificationFamily {
    public static let schemas: [SpecSchema] = BugCatalog.kinds.map { $0.schema }
}

extension Specification where Family == BugFamily {
    var kind: any BugKind.Type {
        guard let kind = BugCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("bug \(name) is in no catalog")
        }
        return kind
    }
}
