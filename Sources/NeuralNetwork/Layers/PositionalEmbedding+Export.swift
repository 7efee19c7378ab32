extension PositionalEmbedding {
    private static let helper = TorchHelper(
        name: "Position",
        code: """
            class Position(nn.Module):
                \"""Adds something of its own at each place of a sequence.\"""

                def __init__(self, time, size):
                    super().__init__()
                    self.weight = nn.Parameter(torch.zeros(time, size))

                def forward(self, x):
                    return x + self.weight
            """)

    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("Position(\(layer.input[0]), \(layer.input[1]))", helpers: [helper])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Add", [value, graph.tensor(layer, "weight")])
    }
}
