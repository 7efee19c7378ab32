/// Every loss there is.
public enum LossCatalog {
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

extension LossFamily: SpecificationFamily {
    public static let schemas: [SpecSchema] = LossCatalog.kinds.map { $0.schema }
}

extension Specification where Family == LossFamily {
    var kind: any LossKind.Type {
        guard let kind = LossCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("loss \(name) is in no catalog")
        }
        return kind
    }
}
