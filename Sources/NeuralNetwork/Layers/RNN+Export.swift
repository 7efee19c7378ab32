extension RNN {
    public static let torchName = "RNN"
    public static let gatesInONNX = [0]

    public static func attributesInONNX(_ spec: LayerSpec) -> [(String, ONNXGraph.Attribute)] {
        variant(spec) == 0 ? [] : [("activations", .texts(["Relu"]))]
    }
}
