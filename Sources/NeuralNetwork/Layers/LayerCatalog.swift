import Basics

/// Every kind of layer there is.
public enum LayerCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any LayerKind.Type] = [
        Dense.self,
        Identity.self,
        Sigmoid.self,
        Tanh.self,
        ReLU.self,
        LeakyReLU.self,
        PReLU.self,
        ELU.self,
        GELU.self,
        SiLU.self,
        Softplus.self,
        Softmax.self,
        BatchNorm.self,
        LayerNorm.self,
        GroupNorm.self,
        Dropout.self,
        Flatten.self,
        Conv2D.self,
        MaxPool2D.self,
        AvgPool2D.self,
        Conv1D.self,
        MaxPool1D.self,
        AvgPool1D.self,
        Residual.self,
        Embedding.self,
        PositionalEmbedding.self,
        LastStep.self,
        RNN.self,
        LSTM.self,
        GRU.self,
        SelfAttention.self,
    ]
}

extension LayerFamily: SpecificationFamily {
    public static let schemas: [SpecSchema] = LayerCatalog.kinds.map { $0.schema }
}

extension Specification where Family == LayerFamily {
    var kind: any LayerKind.Type {
        guard let kind = LayerCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("layer \(name) is in no catalog")
        }
        return kind
    }
}
