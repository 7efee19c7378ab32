/// Convolution over signals (cross-correlation: the kernel is not flipped), zeros added at both ends, no groups:
/// `y[o,i] = b[o] + Σ_{c,u} x[c, i·s − p + u·d] · w[o,c,u]`.
///
/// Input `[N, in, L]`, output `[N, out, L']`. Parameters `weight [out, in, k]`, `bias [out]`. The same as `torch.nn.Conv1d`. It is a
/// convolution over pictures of one row, and computed as one. Source: Waibel et al., "Phoneme recognition using time-delay neural
/// networks", 1989.
public enum Conv1D: LayerKind {
    public static let schema = SpecSchema(
        "conv1d", positional: ["out", "kernel"], summary: "z = Σ w·x + b over each window of a signal",
        [
            .init("out", .integer(minimum: 1)),
            .kernelOfSignal,
            .init("stride", .sizes(rank: 1, minimum: 1), default: .sizes([1])),
            .init("dilation", .sizes(rank: 1, minimum: 1), default: .sizes([1])),
            .paddingOfSignal,
            .init("bias", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.convolution

    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? { Signal.shape(of: data) }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        ConvolutionLayer<Scalar>(spec: spec, input: input, geometry: try WindowGeometry(spec, input: input, subject: subject))
    }
}

/// Data as windows over signals take it.
enum Signal {
    /// Numbers in a row are one channel; the rows of a picture come one after the other.
    static func shape(of data: Shape) -> Shape {
        switch data.rank {
        case 1: [1, data[0]]
        case 3: [data[0], data[1] * data[2]]
        default: data
        }
    }
}
