extension Dense {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.Linear", ["\(layer.input.last)", "\(layer.output.last)", TorchModule.bias(layer.spec)])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let weight = graph.tensor(layer, "weight")
        let bias = layer.spec.flag("bias") ? [graph.tensor(layer, "bias")] : []
        if layer.input.rank == 1 { return graph.node("Gemm", [value, weight] + bias, [("transB", .integer(1))]) }
        let sum = graph.node("MatMul", [value, graph.node("Transpose", [weight], [("perm", .integers([1, 0]))])])
        return bias.isEmpty ? sum : graph.node("Add", [sum] + bias)
    }
}
