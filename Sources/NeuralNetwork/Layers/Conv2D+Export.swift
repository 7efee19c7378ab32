extension Conv2D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "nn.Conv2d",
            ["\(layer.input[0])", "\(layer.output[0])", TorchModule.pair(layer.spec.sizes("kernel"))] + layer.windowOptions
                + [TorchModule.bias(layer.spec)])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let bias = layer.spec.flag("bias") ? [graph.tensor(layer, "bias")] : []
        return graph.node("Conv", [value, graph.tensor(layer, "weight")] + bias, layer.windowAttributes)
    }
}
