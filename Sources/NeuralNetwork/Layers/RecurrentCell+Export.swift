extension RecurrentCell {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        let name = torchName
        let helper = TorchHelper(
            name: name,
            code: """
                class \(name)(nn.\(name)):
                    \"""Gives its last state, or all of them with sequence=True.\"""

                    def __init__(self, *sizes, sequence=False, **options):
                        super().__init__(*sizes, batch_first=True, **options)
                        self.sequence = sequence

                    def forward(self, x):
                        states, _ = super().forward(x)
                        return states if self.sequence else states[:, -1]
                """)
        return TorchModule(
            name,
            [
                "\(layer.input.last)", "\(layer.spec.integer("hidden"))", TorchModule.bias(layer.spec),
                variant(layer.spec) == 0 ? nil : "nonlinearity=\"\(layer.spec.word("activation"))\"",
                layer.spec.word("returns") == "sequence" ? "sequence=True" : nil,
            ], helpers: [helper])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let (features, hidden) = (layer.input.last, layer.spec.integer("hidden"))
        let places = gatesInONNX
        /// Rows gate by gate as ONNX has them.
        func ordered(_ name: String) -> [Float] {
            let numbers = graph.values(layer, name).numbers
            let size = numbers.count / gateCount
            var result = numbers
            for (own, other) in places.enumerated() {
                result.replaceSubrange(other * size..<(other + 1) * size, with: numbers[own * size..<(own + 1) * size])
            }
            return result
        }
        let rows = gateCount * hidden
        var inputs = [
            graph.node("Transpose", [value], [("perm", .integers([1, 0, 2]))]),
            graph.constant("\(layer.path).W", [1, rows, features], ordered("weightInput")),
            graph.constant("\(layer.path).R", [1, rows, hidden], ordered("weightHidden")),
        ]
        if layer.spec.flag("bias") {
            inputs.append(graph.constant("\(layer.path).B", [1, 2 * rows], ordered("biasInput") + ordered("biasHidden")))
        }
        let isSequence = layer.spec.word("returns") == "sequence"
        let states = graph.node(
            torchName, inputs, [("hidden_size", .integer(hidden))] + attributesInONNX(layer.spec), output: isSequence ? 0 : 1)
        let squeezed = graph.node("Squeeze", [states, graph.integers([isSequence ? 1 : 0])])
        return isSequence ? graph.node("Transpose", [squeezed], [("perm", .integers([1, 0, 2]))]) : squeezed
    }

    /// Nothing to be said.
    public static func attributesInONNX(_ spec: LayerSpec) -> [(String, ONNXGraph.Attribute)] { [] }
}
