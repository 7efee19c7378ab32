extension AvgPool2D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "nn.AvgPool2d", layer.poolOptions + [layer.spec.flag("countIncludePad") ? nil : "count_include_pad=False"])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let counts = layer.spec.flag("countIncludePad") ? 1 : 0
        return graph.node("AveragePool", [value], layer.windowAttributes + [("count_include_pad", .integer(counts))])
    }
}
