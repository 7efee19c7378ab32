import Basics

/// Positional embedding: `y[t] = x[t] + p[t]`, with a learned p for each place of a sequence, so that what does not see the order
/// (attention) can tell places apart.
///
/// Input and output `[N, T, D]`. Parameter `weight [T, D]` (p), which starts by the network's initializer. Source: Radford et
/// al., "Language models are unsupervised multitask learners", 2019. The same as adding a `torch.nn.Parameter`.
public enum PositionalEmbedding: LayerKind {
    public static let schema = SpecSchema(
        "position", aliases: ["positionalEmbedding", "positional"], summary: "a = x + p, p learned for each place")
    public static let role = LayerRole.activation
    public static let isStraight = true

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? {
        data.rank == 3 ? [data[0] * data[1], data[2]] : data
    }

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        "the error goes back as it is, and is summed over the batch for ∂L/∂p of each place."
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 2 else {
            throw InputError(subject, expected: "a sequence of shape time×features", found: "\(input)")
        }
        return PositionalEmbeddingLayer<Scalar>(spec: spec, shape: input)
    }
}

final class PositionalEmbeddingLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let size: Int

    init(spec: LayerSpec, shape: Shape) {
        (self.spec, inputShape) = (spec, shape)
        size = shape.count
    }

    var outputShape: Shape { inputShape }
    var parameterSpecs: [ParameterSpec] {
        [ParameterSpec("weight", inputShape, .weight(fanIn: size, fanOut: size), torch: .normal(deviation: 0.02))]
    }
    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = \(letters.input) + p" }

    func forward(_ memory: LayerMemory<Scalar>) {
        for sample in 0..<memory.count {
            RowOperations.add(size, memory.input + sample * size, memory.parameters, into: memory.output + sample * size)
        }
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        if let gradients = memory.gradients {
            RowOperations.sum(rows: memory.count, columns: size, dy, into: gradients, accumulates: true)
        }
        memory.inputGradient?.update(from: dy, count: memory.count * size)
    }
}
