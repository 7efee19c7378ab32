extension MaxPool2D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.MaxPool2d", layer.poolOptions) }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("MaxPool", [value], layer.windowAttributes)
    }
}
