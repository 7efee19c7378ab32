extension Tanh {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.Tanh()") }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Tanh", [value])
    }
}
