extension Embedding {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.Embedding(\(layer.spec.integer("count")), \(layer.spec.integer("size")))")
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Gather", [graph.tensor(layer, "weight"), value], [("axis", .integer(0))])
    }
}
