import Basics

extension LeakyReLU {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.LeakyReLU(\(layer.spec.number("slope").shortestText))")
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("LeakyRelu", [value], [("alpha", .number(layer.spec.number("slope")))])
    }
}
