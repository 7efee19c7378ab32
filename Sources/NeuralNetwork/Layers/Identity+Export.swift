extension Identity {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.Identity()") }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Identity", [value])
    }
}
