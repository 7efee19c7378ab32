extension PReLU {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.PReLU", [layer.spec.flag("shared") ? nil : "\(layer.input[0])"])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        // Slopes of channels stand before the axes of their units.
        let shape = layer.spec.flag("shared") ? [1] : [layer.input[0]] + Array(repeating: 1, count: layer.input.rank - 1)
        return graph.node("PRelu", [value, graph.tensor(layer, "weight", shape: shape)])
    }
}
