/// Every initializer there is.
public enum InitializerCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any InitializerKind.Type] = [
        HeNormal.self,
        HeUniform.self,
        XavierUniform.self,
        XavierNormal.self,
        LeCunNormal.self,
        LeCunUniform.self,
        OrthogonalInitializer.self,
        TorchDefault.self,
        NormalInitializer.self,
        UniformInitializer.self,
        ConstantInitializer.self,
        ZerosInitializer.self,
        OnesInitializer.self,
    ]
}

extension InitializerFamily: SpecificationFamily {
    public static let schemas: [SpecSchema] = InitializerCatalog.kinds.map { $0.schema }
}

extension Specification where Family == InitializerFamily {
    var kind: any InitializerKind.Type {
        guard let kind = InitializerCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("initializer \(name) is in no catalog")
        }
        return kind
    }
}
