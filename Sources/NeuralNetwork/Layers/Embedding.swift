import Basics

/// Embedding: looks up a row of `weight [count, size]` for each index. Rows used several times add their gradients; unused rows
/// have gradient 0 and go through the optimizer like any other.
///
/// Input `[N, T]` (whole numbers in 0..<count, given as scalars), output `[N, T, size]`. Must be the first layer. The same as
/// `torch.nn.Embedding`.
public enum Embedding: LayerKind {
    public static let schema = SpecSchema(
        "embedding", positional: ["count", "size"], summary: "a = w[x], a row of its table",
        [.init("count", .integer(minimum: 1)), .init("size", .integer(minimum: 1))])
    public static let role = LayerRole.lookup

    public static func indexCount(_ spec: LayerSpec) -> Int? { spec.integer("count") }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 1 else {
            throw InputError(subject, expected: "a sequence of indices", found: "input of shape \(input)")
        }
        return EmbeddingLayer<Scalar>(spec: spec, input: input)
    }
}

final class EmbeddingLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let count: Int
    let size: Int

    init(spec: LayerSpec, input: Shape) {
        (self.spec, inputShape) = (spec, input)
        count = spec.integer("count")
        size = spec.integer("size")
        outputShape = [input.count, size]
    }

    var parameterSpecs: [ParameterSpec] {
        [ParameterSpec("weight", [count, size], .weight(fanIn: size, fanOut: count), torch: .normal(deviation: 1))]
    }
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = w[\(letters.input)]" }

    func forward(_ memory: LayerMemory<Scalar>) {
        for position in 0..<(memory.count * inputShape.count) {
            (memory.output + position * size).update(from: memory.parameters + row(memory.input[position]) * size, count: size)
        }
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        // Indices have no gradient; whoever asks for one gets zeros.
        memory.inputGradient?.update(repeating: 0, count: memory.count * inputShape.count)
        guard let gradients = memory.gradients, let dy = memory.outputGradient else { return }
        for position in 0..<(memory.count * inputShape.count) {
            RowOperations.sum(
                rows: 1, columns: size, dy + position * size, into: gradients + row(memory.input[position]) * size,
                accumulates: true)
        }
    }

    private func row(_ index: Scalar) -> Int {
        guard index >= 0, index < Scalar(count) else { preconditionFailure("index \(index) outside an embedding of \(count)") }
        return Int(index)
    }
}
