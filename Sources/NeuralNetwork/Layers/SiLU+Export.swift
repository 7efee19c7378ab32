extension SiLU {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.SiLU()") }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Mul", [value, graph.node("Sigmoid", [value])])
    }
}
