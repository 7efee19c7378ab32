/// A layer as it is written for other programs: what it is, the shapes around it, and where it stands.
public struct ExportedLayer {
    /// The layer's name and attributes.
    public let spec: LayerSpec
    /// Shape of one sample's input.
    public let input: Shape
    /// Shape of one sample's output.
    public let output: Shape
    /// PyTorch's path: `3.0`.
    let path: String
    /// Chains of layers inside it, the main one first.
    let branches: [[ExportedLayer]]

    /// The layers of a network, in order.
    static func layers<Scalar: NetworkScalar>(_ layers: [any Layer<Scalar>], path: String = "") -> [ExportedLayer] {
        layers.enumerated().map { index, layer in
            let own = "\(path)\(index)"
            return ExportedLayer(
                spec: layer.spec, input: layer.inputShape, output: layer.outputShape, path: own,
                branches: layer.branches.map { Self.layers($0.layers, path: $0.name.isEmpty ? "\(own)." : "\(own).\($0.name).") })
        }
    }
}
