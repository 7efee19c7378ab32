extension Conv2D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.Conv2d", layer.convolutionOptions)
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        layer.convolve(value, in: &graph)
    }
}

extension Conv1D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.Conv1d", layer.convolutionOptions)
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        layer.convolve(value, in: &graph)
    }
}

extension ExportedLayer {
    fileprivate var convolutionOptions: [String?] {
        ["\(input[0])", "\(output[0])", TorchModule.pair(spec.sizes("kernel"))] + windowOptions + [TorchModule.bias(spec)]
    }

    fileprivate func convolve(_ value: String, in graph: inout ONNXGraph) -> String {
        let bias = spec.flag("bias") ? [graph.tensor(self, "bias")] : []
        return graph.node("Conv", [value, graph.tensor(self, "weight")] + bias, windowAttributes)
    }
}
