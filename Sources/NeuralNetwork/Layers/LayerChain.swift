import Basics

/// Layers one after the other, not yet fitted to an input: `dense:128,relu,dense:10`.
public struct LayerChain: Hashable, Sendable, CustomStringConvertible {
    /// In order, from the input to the output.
    public let layers: [LayerSpec]

    /// These layers.
    public init(_ layers: [LayerSpec]) { self.layers = layers }

    /// Reads the text form. Throws an `InputError` that names what is wrong and the nearest right name.
    public init(parsing text: String) throws(InputError) { layers = try NetworkSpec.layers(parsing: text) }

    /// The text form; reading it gives the same layers.
    public var text: String { layers.map(\.text).joined(separator: ",") }

    public var description: String { text }
}

extension LayerChain: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        do throws(InputError) { try self.init(parsing: text) } catch { preconditionFailure("\(error)") }
    }
}

/// Layer objects, each built on the output of the one before.
extension LayerChain {
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
