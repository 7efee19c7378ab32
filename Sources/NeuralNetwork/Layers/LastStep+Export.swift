extension LastStep {
    private static let helper = TorchHelper(
        name: "LastStep",
        code: """
            class LastStep(nn.Module):
                \"""The last step of a sequence.\"""

                def forward(self, x):
                    return x[:, -1]
            """)

    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("LastStep()", helpers: [helper]) }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("Gather", [value, graph.integer(layer.input[0] - 1)], [("axis", .integer(1))])
    }
}
