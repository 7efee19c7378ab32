extension SelfAttention {
    private static let helper = TorchHelper(
        name: "SelfAttention",
        code: """
            class SelfAttention(nn.Module):
                \"""Every position looks at all of them, or where it is causal at itself and those before it.\"""

                def __init__(self, size, heads, causal=False, bias=True):
                    super().__init__()
                    self.heads, self.causal = heads, causal
                    self.query, self.key, self.value, self.output = (nn.Linear(size, size, bias=bias) for _ in range(4))

                def forward(self, x):
                    samples, time, size = x.shape
                    query, key, value = (
                        part(x).view(samples, time, self.heads, -1).transpose(1, 2)
                        for part in (self.query, self.key, self.value))
                    seen = functional.scaled_dot_product_attention(query, key, value, is_causal=self.causal)
                    return self.output(seen.transpose(1, 2).reshape(samples, time, size))
            """)

    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule(
            "SelfAttention",
            [
                "\(layer.input.last)", "\(layer.spec.integer("heads"))", layer.spec.flag("causal") ? "causal=True" : nil,
                TorchModule.bias(layer.spec),
            ], helpers: [helper])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let (time, size, heads) = (layer.input[0], layer.input[1], layer.spec.integer("heads"))
        func product(_ value: String, _ part: String) -> String {
            let weight = graph.node("Transpose", [graph.tensor(layer, "\(part).weight")], [("perm", .integers([1, 0]))])
            let sum = graph.node("MatMul", [value, weight])
            return layer.spec.flag("bias") ? graph.node("Add", [sum, graph.tensor(layer, "\(part).bias")]) : sum
        }
        func parted(_ part: String, _ order: [Int]) -> String {
            let split = graph.node("Reshape", [product(value, part), graph.integers([0, time, heads, size / heads])])
            return graph.node("Transpose", [split], [("perm", .integers(order))])
        }
        let scores = graph.node("MatMul", [parted("query", [0, 2, 1, 3]), parted("key", [0, 2, 3, 1])])
        let scale = Float(1 / Double(size / heads).squareRoot())
        var scaled = graph.node("Mul", [scores, graph.constant("number_\(scale)", [], [scale])])
        if layer.spec.flag("causal") {
            let hidden = (0..<time * time).map { $0 % time > $0 / time ? -Float.infinity : 0 }
            scaled = graph.node("Add", [scaled, graph.constant("causal_\(time)", [time, time], hidden)])
        }
        let weights = graph.node("Softmax", [scaled], [("axis", .integer(-1))])
        let seen = graph.node("MatMul", [weights, parted("value", [0, 2, 1, 3])])
        let turned = graph.node("Transpose", [seen], [("perm", .integers([0, 2, 1, 3]))])
        return product(graph.node("Reshape", [turned, graph.integers([0, time, size])]), "output")
    }
}
