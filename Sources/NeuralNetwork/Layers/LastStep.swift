import Basics

/// The last step of a sequence: `y = x[T]`. Earlier steps go on only through what the last one has taken from them.
///
/// Input `[N, T, D]`, output `[N, D]`. The same as `x[:, -1]` in PyTorch.
public enum LastStep: LayerKind {
    public static let schema = SpecSchema("lastStep", aliases: ["last"], summary: "a = x of the last step")
    public static let role = LayerRole.view
    public static let shortName = "last"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        "the error goes back to the last step; the others get none from here."
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 2 else {
            throw InputError(subject, expected: "a sequence of shape time×features", found: "\(input)")
        }
        return LastStepLayer<Scalar>(spec: spec, input: input)
    }
}

final class LastStepLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let size: Int
    /// Numbers before the last step.
    let skipped: Int

    init(spec: LayerSpec, input: Shape) {
        (self.spec, inputShape, size) = (spec, input, input[1])
        outputShape = [size]
        skipped = input.count - size
    }

    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = \(letters.input) of the last step" }

    func forward(_ memory: LayerMemory<Scalar>) {
        let stride = skipped + size
        for sample in 0..<memory.count {
            (memory.output + sample * size).update(from: memory.input + sample * stride + skipped, count: size)
        }
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        let stride = skipped + size
        for sample in 0..<memory.count {
            (dx + sample * stride).update(repeating: 0, count: skipped)
            (dx + sample * stride + skipped).update(from: dy + sample * size, count: size)
        }
    }
}
