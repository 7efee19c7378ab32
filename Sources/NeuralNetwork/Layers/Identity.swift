/// Identity: `y = x`. The output is the input's own memory.
public enum Identity: LayerKind {
    public static let schema = SpecSchema("identity", aliases: ["linearActivation", "none"], summary: "a = z")
    public static let role = LayerRole.activation

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String { "the error goes back as it is." }

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        ViewLayer<Scalar>(spec: spec, input: input, output: input, change: "")
    }
}

/// A layer that only looks at its input under a shape.
final class ViewLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    private let change: String
    let isView = true
    let letters = LayerLetters.function

    init(spec: LayerSpec, input: Shape, output: Shape, change: String) {
        precondition(input.count == output.count, "a view cannot turn \(input) into \(output)")
        (self.spec, inputShape, outputShape, self.change) = (spec, input, output, change)
    }

    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = \(letters.input)\(change)" }

    func forward(_ memory: LayerMemory<Scalar>) {}
    func backward(_ memory: LayerMemory<Scalar>) {}
}
