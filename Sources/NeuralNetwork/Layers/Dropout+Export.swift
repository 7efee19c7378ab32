import Basics

extension Dropout {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.Dropout(\(layer.spec.number("rate").shortestText))")
    }

    /// An identity, unless somebody trains it.
    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let rate = layer.spec.number("rate")
        return graph.node("Dropout", [value, graph.constant("number_\(rate)", [], [Float(rate)])])
    }
}
