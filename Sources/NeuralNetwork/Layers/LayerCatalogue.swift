import Basics

/// What the catalogue holds of a kind of layer: its schema and how one is built. A new kind is one new file and one line in
/// `LayerCatalogue`.
public protocol LayerKind: Sendable {
    static var schema: SpecSchema { get }
    /// Builds the layer for an input shape. Throws an `InputError` where the shape does not fit; `subject` says which
    /// layer it is.
    static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    /// The factor by which weights before this layer start larger so that the signal keeps its spread through it
    /// (`torch.nn.init.calculate_gain`); nil where the layer leaves that to the next one, as pooling and normalization do.
    static func gain(_ spec: LayerSpec) -> Double?
}

extension LayerKind {
    public static func gain(_ spec: LayerSpec) -> Double? { 1 }
}

/// Every kind of layer there is.
public enum LayerCatalogue {
    /// In the order in which lists show them.
    public static let kinds: [any LayerKind.Type] = [
        Dense.self,
        Identity.self,
        Sigmoid.self,
        Tanh.self,
        ReLU.self,
        LeakyReLU.self,
        ELU.self,
        GELU.self,
        SiLU.self,
        Softplus.self,
        Softmax.self,
        BatchNorm.self,
        LayerNorm.self,
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
            if let gain = kind(spec).gain(spec) { return gain }
        }
        return 1
    }

    static func kind(_ spec: LayerSpec) -> any LayerKind.Type {
        guard let kind = kinds.first(where: { $0.schema.name == spec.name }) else {
            preconditionFailure("layer \(spec.name) is in no catalogue")
        }
        return kind
    }

    /// Builds one layer. Throws where the shape does not fit.
    static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, path: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        try kind(spec).make(spec, input: input, subject: "layer \(path) '\(spec.text)'", scalar)
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
    public static let schemas: [SpecSchema] = LayerCatalogue.kinds.map { $0.schema }
}

/// A layer's name and attributes: `dense(out:128,bias:true)`.
public typealias LayerSpec = Specification<LayerFamily>
