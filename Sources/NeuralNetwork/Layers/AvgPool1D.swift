/// Mean of each window over a signal, channel by channel: the sum of the window's real elements divided by `k` where `countIncludePad` is
/// true, by the number of real elements where it is false.
///
/// Input `[N, C, L]`, output `[N, C, L']`. The stride is the kernel unless given. The same as `torch.nn.AvgPool1d`.
public enum AvgPool1D: LayerKind {
    public static let schema = SpecSchema(
        "avgPool1d", positional: ["kernel"], summary: "a = mean over each window of a signal",
        [
            .kernelOfSignal, .init("stride", .sizes(rank: 1, minimum: 1), follows: "kernel"), .paddingOfSignal,
            .init("countIncludePad", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.pooling
    public static let shortName = "avg"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? { Signal.shape(of: data) }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        AvgPoolLayer<Scalar>(spec: spec, input: input, geometry: try Pooling.geometry(spec, input: input, subject: subject))
    }
}

extension AvgPool1D {
    public static func torchModule(_ layer: ExportedLayer) -> TorchModule {
        TorchModule("nn.AvgPool1d", layer.poolOptions + [layer.spec.flag("countIncludePad") ? nil : "count_include_pad=False"])
    }

    public static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String {
        let counts = layer.spec.flag("countIncludePad") ? 1 : 0
        return graph.node("AveragePool", [value], layer.windowAttributes + [("count_include_pad", .integer(counts))])
    }
}
