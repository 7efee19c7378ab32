extension GroupNorm {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "nn.GroupNorm",
            [
                "\(layer.spec.integer("groups"))", "\(layer.input[0])",
                TorchModule.option("eps", layer.spec.number("epsilon"), usually: 1e-5),
                layer.spec.flag("affine") ? nil : "affine=False",
            ])
    }

    /// The groups as channels, normalized one by one, and back: what PyTorch writes, too.
    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let groups = layer.spec.integer("groups")
        let grouped = graph.node("Reshape", [value, graph.integers([0, groups, -1])])
        let ones = graph.constant("ones_\(groups)", [groups], Array(repeating: 1, count: groups))
        let noughts = graph.constant("noughts_\(groups)", [groups], Array(repeating: 0, count: groups))
        let normalized = graph.node(
            "InstanceNormalization", [grouped, ones, noughts], [("epsilon", .number(layer.spec.number("epsilon")))])
        let back = graph.node("Reshape", [normalized, graph.integers([-1] + layer.input.dimensions)])
        guard layer.spec.flag("affine") else { return back }
        let shape = [layer.input[0]] + Array(repeating: 1, count: layer.input.rank - 1)
        let scaled = graph.node("Mul", [back, graph.tensor(layer, "weight", shape: shape)])
        return graph.node("Add", [scaled, graph.tensor(layer, "bias", shape: shape)])
    }
}
