/// Every optimizer there is.
public enum OptimizerCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any OptimizerKind.Type] = [
        SGD.self,
        AdaGrad.self,
        RMSProp.self,
        AdaDelta.self,
        Adam.self,
        AdamW.self,
        NAdam.self,
    ]
}

extension OptimizerFamily: SpecificationFamily {
    public static let schemas: [SpecSchema] = OptimizerCatalog.kinds.map { $0.schema }
}

extension Specification where Family == OptimizerFamily {
    var kind: any OptimizerKind.Type {
        guard let kind = OptimizerCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("optimizer \(name) is in no catalog")
        }
        return kind
    }
}
