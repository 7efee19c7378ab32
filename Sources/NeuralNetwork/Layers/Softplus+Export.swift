extension Softplus {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "nn.Softplus",
            [
                TorchModule.option("beta", layer.spec.number("beta"), usually: 1),
                TorchModule.option("threshold", layer.spec.number("threshold"), usually: 20),
            ])
    }

    /// ONNX knows neither β nor a border.
    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let (beta, threshold) = (layer.spec.number("beta"), layer.spec.number("threshold"))
        var scaled = value
        if beta != 1 { scaled = graph.node("Mul", [value, graph.constant("number_\(beta)", [], [Float(beta)])]) }
        var result = graph.node("Softplus", [scaled])
        if beta != 1 { result = graph.node("Div", [result, graph.constant("number_\(beta)", [], [Float(beta)])]) }
        let border = graph.constant("number_\(threshold)", [], [Float(threshold)])
        return graph.node("Where", [graph.node("Greater", [scaled, border]), value, result])
    }
}
