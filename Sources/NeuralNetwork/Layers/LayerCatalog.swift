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
        Residual.self,
        Embedding.self,
        RNN.self,
        LSTM.self,
        GRU.self,
        SelfAttention.self,
    ]

    /// The gain for weights that feed `following`: that of the first layer that has one, 1 at the end of a chain.
    static func gain(feeding following: ArraySlice<LayerSpec>) -> Double {
        for spec in following {
            if let gain = spec.kind.gain(spec) { return gain }
        }
        return 1
    }

    /// Builds one layer. Throws where the shape does not fit.
    static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, path: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        try spec.kind.make(spec, input: input, subject: "layer \(path) '\(spec.text)'", scalar)
    }

    /// Builds a chain, each layer on the output of the one before.
    static func chain<Scalar: NetworkScalar>(_ specs: [LayerSpec], input: Shape, path: String, _ scalar: Scalar.Type) throws
        -> [any Layer<Scalar>]
    {
        var shape = input
        var layers: [any Layer<Scalar>] = []
        for (index, spec) in specs.enumerated() {
            let layer = try make(spec, input: shape, path: "\(path)\(index)", scalar)
            guard layer.outputShape.count > 0 else {
                throw InputError(
                    "layer \(path)\(index) '\(spec.text)'", expected: "an output", found: "shape \(layer.outputShape)")
            }
            shape = layer.outputShape
            layers.append(layer)
        }
        return layers
    }
}

/// The family of layers.
public enum LayerFamily: SpecificationFamily {
    /// What one member of the family is called in messages.
    public static let noun = "layer"
    public static let schemas: [SpecSchema] = LayerCatalog.kinds.map { $0.schema }
}
