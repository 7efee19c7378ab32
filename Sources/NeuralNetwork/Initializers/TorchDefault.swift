import Basics

/// PyTorch's own start of each kind of layer, where nothing else is asked of it: of dense and convolution layers weights and biases
/// `U(±1 / √fanIn)`, and of the others what the layer says in its `ParameterSpec.torch`: recurrent layers `U(±1 / √hidden)` for all
/// of their tensors, embeddings N(0, 1), attention's query, key and value xavier with a fan-out of all three.
public enum TorchDefault: InitializerKind {
    public static let schema = SpecSchema(
        "torch", aliases: ["pytorch", "torchDefault"],
        summary: "as PyTorch's layers: U(±1/√fanIn), biases too; recurrent U(±1/√hidden), embedding N(0, 1), attention xavier")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        (weight.torch ?? .inverseRoot(fanIn: weight.fanIn)).fill(&values, &source)
    }

    public static func fillBias(
        _ values: inout [Double], fanIn: Int, torch: Distribution?, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        (torch ?? .inverseRoot(fanIn: fanIn)).fill(&values, &source)
    }
}
