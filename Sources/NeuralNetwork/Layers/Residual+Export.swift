extension Residual {
    private static let helper = TorchHelper(
        name: "Residual",
        code: """
            class Residual(nn.Sequential):
                \"""Layers whose output is added to their input, or to what a shortcut makes of it.\"""

                def __init__(self, *layers, shortcut=None):
                    super().__init__(*layers)
                    if shortcut is not None:
                        self.shortcut = shortcut

                def forward(self, x):
                    y = x
                    for name, layer in self.named_children():
                        if name != "shortcut":
                            y = layer(y)
                    return y + (self.shortcut(x) if hasattr(self, "shortcut") else x)
            """)

    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        let branches = layer.branches.map { $0.map { $0.spec.kind.torchModule($0) } }
        func lines(_ modules: [TorchModule]) -> String {
            modules.map { TorchProgram.indented($0.code) + ",\n" }.joined()
        }
        var code = "Residual(\n" + lines(branches[0])
        if branches.count > 1 { code += "    shortcut=nn.Sequential(\n" + TorchProgram.indented(lines(branches[1])) + "),\n" }
        return TorchModule(code + ")", helpers: branches.joined().flatMap(\.helpers) + [helper])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let sums = layer.branches.map { graph.write($0, of: value) }
        return graph.node("Add", [sums[0], sums.count > 1 ? sums[1] : value])
    }
}
