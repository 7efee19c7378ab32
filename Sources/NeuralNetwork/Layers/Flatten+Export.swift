extension Flatten {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.Flatten()") }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Flatten", [value], [("axis", .integer(1))])
    }
}
