/// Maximum of each window over a signal, channel by channel. Padding is never chosen. Ties: the whole gradient goes to the first maximum.
///
/// Input `[N, C, L]`, output `[N, C, L']`. The stride is the kernel unless given. The same as `torch.nn.MaxPool1d`.
public enum MaxPool1D: LayerKind {
    public static let schema = SpecSchema(
        "maxPool1d", positional: ["kernel"], summary: "a = max over each window of a signal",
        [.kernelOfSignal, .init("stride", .sizes(rank: 1, minimum: 1), follows: "kernel"), .paddingOfSignal])
    public static let role = LayerRole.pooling
    public static let shortName = "max"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? { Signal.shape(of: data) }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        MaxPoolLayer<Scalar>(spec: spec, input: input, geometry: try Pooling.geometry(spec, input: input, subject: subject))
    }
}

extension MaxPool1D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule { TorchModule("nn.MaxPool1d", layer.poolOptions) }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        graph.node("MaxPool", [value], layer.windowAttributes)
    }
}
