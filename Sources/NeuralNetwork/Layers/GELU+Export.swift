extension GELU {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "nn.GELU", [TorchModule.option("approximate", "\"\(layer.spec.word("approximation"))\"", usually: "\"none\"")])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Gelu", [value], [("approximate", .text(layer.spec.word("approximation")))])
    }
}
