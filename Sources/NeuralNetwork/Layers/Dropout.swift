import Basics

/// Dropout: in training each value is dropped with probability `rate` and the others divided by `1 − rate`; otherwise `y = x`.
///
/// The mask is a function of seed, iteration, layer and element alone (`StepRandomness`), so a step gives the same mask however
/// it is reached; it can also be given from outside (`Workspace.give`, name `mask`, 1 keeps, 0 drops). Source: Srivastava et al.,
/// "Dropout", 2014.
public enum Dropout: LayerKind {
    public static let schema = SpecSchema(
        "dropout", positional: ["rate"], summary: "a = z·mask / (1 − rate)",
        [.init("rate", .number(.fraction), default: .number(0.5))])
    public static let role = LayerRole.dropout

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        "the error goes back where the mask let the signal through, scaled as the signal was."
    }

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        DropoutLayer<Scalar>(spec: spec, shape: input)
    }
}

final class DropoutLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let size: Int
    private let ownRate: Double

    init(spec: LayerSpec, shape: Shape) {
        (self.spec, inputShape) = (spec, shape)
        size = shape.count
        ownRate = spec.number("rate")
    }

    var outputShape: Shape { inputShape }
    var scratchSpecs: [ScratchSpec] { [ScratchSpec("mask", inputShape)] }
    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = \(letters.input)·mask / (1 − rate)" }

    /// The share that is dropped in a step: another one can be set for it.
    func rate(in memory: LayerMemory<Scalar>) -> Double { memory.randomness.dropRate ?? ownRate }

    func forward(_ memory: LayerMemory<Scalar>) {
        let count = memory.count * size
        guard memory.mode == .train else { return memory.output.update(from: memory.input, count: count) }
        if memory.given.isEmpty {
            let key = RandomSource.hash(memory.randomness.seed, memory.randomness.iteration, UInt64(memory.node))
            DropoutLoops.draw(count, key: key, rate: rate(in: memory), memory.scratch[0])
        }
        DropoutLoops.apply(count, memory.input, memory.scratch[0], Scalar(1 / (1 - rate(in: memory))), memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        let count = memory.count * size
        guard memory.mode == .train else { return dx.update(from: dy, count: count) }
        DropoutLoops.apply(count, dy, memory.scratch[0], Scalar(1 / (1 - rate(in: memory))), dx)
    }
}

extension Specification where Family == LayerFamily {
    /// The layer with another share that it drops, and those inside it, too; any other layer as it is.
    public func dropping(_ rate: Double) -> LayerSpec {
        var changed = self
        for (attribute, value) in values {
            if case .layers(let inner?) = value {
                changed = changed.replacing(attribute, .layers(inner.map { $0.dropping(rate) }))
            }
        }
        return role == .dropout ? changed.replacing("rate", .number(rate)) : changed
    }

    private func replacing(_ attribute: String, _ value: SpecValue) -> LayerSpec {
        guard let changed = try? with(attribute, value) else { preconditionFailure("\(attribute) of \(name) can be \(value)") }
        return changed
    }
}

private enum DropoutLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func draw<Scalar: NetworkScalar>(_ count: Int, key: UInt64, rate: Double, _ mask: UnsafeMutablePointer<Scalar>) {
        // Dropped where a 53-bit draw lies below rate·2⁵³.
        let threshold = UInt64(rate * 0x1p53)
        for i in 0..<count { mask[i] = RandomSource.hash(key, UInt64(truncatingIfNeeded: i), 0x0D) >> 11 < threshold ? 0 : 1 }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func apply<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ mask: UnsafePointer<Scalar>, _ scale: Scalar,
        _ y: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<count { y[i] = x[i] * mask[i] * scale }
    }
}
