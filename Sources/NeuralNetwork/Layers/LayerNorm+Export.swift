extension LayerNorm {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        let shape = layer.spec.normalizedSizes(layer.input)
        return TorchModule(
            "nn.LayerNorm",
            [
                shape.count == 1 ? "\(shape[0])" : "(\(shape.map(String.init).joined(separator: ", ")))",
                TorchModule.option("eps", layer.spec.number("epsilon"), usually: 1e-5),
                layer.spec.flag("affine") ? nil : "elementwise_affine=False",
            ])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let shape = layer.spec.normalizedSizes(layer.input)
        let (gain, shift) = graph.gainAndShift(layer, shape: shape)
        return graph.node(
            "LayerNormalization", [value, gain, shift],
            [("axis", .integer(-shape.count)), ("epsilon", .number(layer.spec.number("epsilon")))])
    }
}

extension Specification where Family == LayerFamily {
    /// The axes that are normalized over, by their sizes: the last one, where none are named.
    fileprivate func normalizedSizes(_ input: Shape) -> [Int] { sizes("shape").isEmpty ? [input.last] : sizes("shape") }
}
