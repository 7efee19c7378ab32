/// Flatten: `[N, ...]` to `[N, product]`, row-major (for images: channel, row, column). The output is the input's own memory.
public enum Flatten: LayerKind {
    public static let schema = SpecSchema("flatten", summary: "a = x as one axis")
    public static let role = LayerRole.view

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        ViewLayer<Scalar>(spec: spec, input: input, output: [input.count], change: " as one axis")
    }
}
