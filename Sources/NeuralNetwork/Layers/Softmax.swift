/// Softmax over the last axis: `yᵢ = eˣⁱ / Σⱼ eˣʲ`, the maximum subtracted first. Backward is the full Jacobian: `dx = y (dy − Σ
/// dy·y)`.
///
/// For classification prefer no softmax layer and the loss softmaxCrossEntropy, which takes the logits.
public enum Softmax: LayerKind {
    public static let schema = SpecSchema("softmax", summary: "yᵢ = eˣⁱ / Σⱼ eˣʲ")
    public static let role = LayerRole.activation
    public static let outputRange: ClosedRange<Float>? = 0...1
    public static let outputIsDistribution = true
    public static let slopeAdvice = "softmax within a network saturates: keep it for the loss alone"

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        "every output depends on every z: δ = Jᵀ·∂L/∂a, with all of softmax's slopes in J."
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        SoftmaxLayer<Scalar>(spec: spec, shape: input)
    }
}

final class SoftmaxLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let rowsPerSample: Int

    init(spec: LayerSpec, shape: Shape) {
        self.spec = spec
        inputShape = shape
        rowsPerSample = shape.count / max(1, shape.last)
    }

    var outputShape: Shape { inputShape }
    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = e^\(letters.input) / Σ e^\(letters.input)" }

    func forward(_ memory: LayerMemory<Scalar>) {
        SoftmaxRows.forward(rows: memory.count * rowsPerSample, columns: inputShape.last, memory.input, memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        SoftmaxRows.backward(rows: memory.count * rowsPerSample, columns: inputShape.last, memory.output, dy, dx)
    }
}
