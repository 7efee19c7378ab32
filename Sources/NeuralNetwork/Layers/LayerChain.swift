import Basics

/// Layers one after the other, each built on the output of the one before.
enum LayerChain {
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
