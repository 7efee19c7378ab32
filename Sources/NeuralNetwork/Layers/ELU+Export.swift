extension ELU {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.ELU", [TorchModule.option("alpha", layer.spec.number("alpha"), usually: 1)])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Elu", [value], [("alpha", .number(layer.spec.number("alpha")))])
    }
}
