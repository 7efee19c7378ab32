extension BatchNorm {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            layer.input.rank == 3 ? "nn.BatchNorm2d" : "nn.BatchNorm1d",
            [
                "\(layer.input[0])", TorchModule.option("eps", layer.spec.number("epsilon"), usually: 1e-5),
                TorchModule.option("momentum", layer.spec.number("momentum"), usually: 0.1),
                layer.spec.flag("affine") ? nil : "affine=False",
            ])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let (gain, shift) = graph.gainAndShift(layer, shape: [layer.input[0]])
        return graph.node(
            "BatchNormalization",
            [value, gain, shift, graph.tensor(layer, "runningMean"), graph.tensor(layer, "runningVariance")],
            [("epsilon", .number(layer.spec.number("epsilon"))), ("momentum", .number(1 - layer.spec.number("momentum")))])
    }
}
