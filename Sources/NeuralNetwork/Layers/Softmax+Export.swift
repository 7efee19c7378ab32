extension Softmax {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.Softmax(-1)") }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Softmax", [value], [("axis", .integer(-1))])
    }
}
