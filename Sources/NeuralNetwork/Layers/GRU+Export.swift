extension GRU {
    public static let torchName = "GRU"
    /// Update, reset, new.
    public static let gatesInONNX = [1, 0, 2]

    public static func attributesInONNX(_ spec: LayerSpec) -> [(String, ONNXGraph.Attribute)] {
        [("linear_before_reset", .integer(1))]
    }
}
