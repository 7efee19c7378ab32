import Basics

/// Batch normalization: `y = (x − mean) / √(var + ε) · γ + β` for each channel.
///
/// Input `[N, C]` (statistics over N) or `[N, C, H, W]` (over N, H and W). Parameters `weight [C]` (γ, starts at 1) and `bias
/// [C]` (β, 0), absent where `affine` is false. In training mean and (biased) variance are the batch's, gradients flow through
/// them, and the running statistics move: `running = (1 − momentum)·running + momentum·batch`, the variance unbiased. Otherwise
/// the running statistics are used. A batch with one element for each channel has no unbiased variance; its biased one, 0, is
/// taken. Source: Ioffe and Szegedy, "Batch normalization", 2015. The same as `torch.nn.BatchNorm1d` and `2d`.
public enum BatchNorm: LayerKind {
    public static let schema = SpecSchema(
        "batchNorm", aliases: ["bn", "batchNormalization"], summary: "a = (x − mean) / √(var + ε) · γ + β",
        [
            .init("epsilon", .number(.notNegative), default: .number(1e-5)),
            .init("momentum", .number(.unit), default: .number(0.1)),
            .init("affine", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.normalization
    public static let normalizesBatches = true
    public static let shortName = "bnorm"

    public static func statisticsMomentum(_ spec: LayerSpec) -> Double? { spec.number("momentum") }
    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard (1...3).contains(input.rank) else {
            throw InputError(
                subject, expected: "an input of features, channels×length or channels×rows×columns", found: "\(input)")
        }
        return BatchNormLayer<Scalar>(spec: spec, shape: input)
    }
}

final class BatchNormLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let channels: Int
    let plane: Int
    let affine: Bool
    let epsilon: Double
    let momentum: Double

    init(spec: LayerSpec, shape: Shape) {
        (self.spec, inputShape) = (spec, shape)
        channels = shape[0]
        plane = shape.count / channels
        affine = spec.flag("affine")
        epsilon = spec.number("epsilon")
        momentum = spec.number("momentum")
    }

    var outputShape: Shape { inputShape }
    var parameterSpecs: [ParameterSpec] {
        affine ? [ParameterSpec("weight", [channels], .constant(1)), ParameterSpec("bias", [channels], .constant(0))] : []
    }
    var bufferSpecs: [BufferSpec] {
        [BufferSpec("runningMean", [channels], start: 0), BufferSpec("runningVariance", [channels], start: 1)]
    }
    var scratchSpecs: [ScratchSpec] {
        [ScratchSpec("mean", [channels], perSample: false), ScratchSpec("inverseDeviation", [channels], perSample: false)]
    }
    func formula(_ letters: LayerLetters) -> String { letters.normalized(affine: affine) }

    func forward(_ memory: LayerMemory<Scalar>) {
        if memory.count == 0 { return }
        let (mean, inverse) = (memory.scratch[0], memory.scratch[1])
        let (runningMean, runningVariance) = (memory.buffers, memory.buffers + channels)
        let m = Double(memory.count * plane)
        for c in 0..<channels {
            if memory.mode == .train {
                let (batchMean, variance) = BatchNormLoops.statistics(memory.count, channels, plane, memory.input + c * plane)
                mean[c] = Scalar(batchMean)
                inverse[c] = Scalar(1 / (variance + epsilon).squareRoot())
                let unbiased = m > 1 ? variance * m / (m - 1) : variance
                runningMean[c] = Scalar((1 - momentum) * Double(runningMean[c]) + momentum * batchMean)
                runningVariance[c] = Scalar((1 - momentum) * Double(runningVariance[c]) + momentum * unbiased)
            } else {
                mean[c] = runningMean[c]
                inverse[c] = Scalar(1 / (Double(runningVariance[c]) + epsilon).squareRoot())
            }
            let (gain, shift): (Scalar, Scalar) = affine ? (memory.parameters[c], memory.parameters[channels + c]) : (1, 0)
            BatchNormLoops.normalize(
                memory.count, channels, plane, memory.input + c * plane, memory.output + c * plane, mean[c], inverse[c], gain,
                shift)
        }
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient, memory.count > 0 else { return }
        let (mean, inverse) = (memory.scratch[0], memory.scratch[1])
        let m = Double(memory.count * plane)
        for c in 0..<channels {
            let offset = c * plane
            // Σ dy and Σ dy·x̂ over the channel.
            let (sum, dot) = BatchNormLoops.sums(
                memory.count, channels, plane, memory.input + offset, dy + offset, mean[c], inverse[c])
            if affine, let gradients = memory.gradients {
                gradients[c] += Scalar(dot)
                gradients[channels + c] += Scalar(sum)
            }
            guard let dx = memory.inputGradient else { continue }
            let gain: Scalar = affine ? memory.parameters[c] : 1
            let isTraining = memory.mode == .train
            BatchNormLoops.inputGradient(
                memory.count, channels, plane, memory.input + offset, dy + offset, dx + offset, mean[c], inverse[c], gain,
                isTraining ? Scalar(sum / m) : 0, isTraining ? Scalar(dot / m) : 0)
        }
    }
}

/// Loops over one channel of `[N, C, plane]`; pointers stand at the channel's first element.
private enum BatchNormLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func statistics<Scalar: NetworkScalar>(_ count: Int, _ channels: Int, _ plane: Int, _ x: UnsafePointer<Scalar>) -> (
        mean: Double, variance: Double
    ) {
        var sum = 0.0
        for n in 0..<count {
            let x = x + n &* channels &* plane
            for i in 0..<plane { sum += Double(x[i]) }
        }
        let mean = sum / Double(count &* plane)
        var squares = 0.0
        for n in 0..<count {
            let x = x + n &* channels &* plane
            for i in 0..<plane {
                let d = Double(x[i]) - mean
                squares += d * d
            }
        }
        return (mean, squares / Double(count &* plane))
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func normalize<Scalar: NetworkScalar>(
        _ count: Int, _ channels: Int, _ plane: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
        _ mean: Scalar, _ inverse: Scalar,
        _ gain: Scalar, _ shift: Scalar
    ) {
        for n in 0..<count {
            let offset = n &* channels &* plane
            for i in 0..<plane { y[offset &+ i] = (x[offset &+ i] - mean) * inverse * gain + shift }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sums<Scalar: NetworkScalar>(
        _ count: Int, _ channels: Int, _ plane: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ mean: Scalar,
        _ inverse: Scalar
    ) -> (sum: Double, dot: Double) {
        var (sum, dot) = (0.0, 0.0)
        for n in 0..<count {
            let offset = n &* channels &* plane
            for i in 0..<plane {
                let g = Double(dy[offset &+ i])
                sum += g
                dot += g * Double((x[offset &+ i] - mean) * inverse)
            }
        }
        return (sum, dot)
    }

    /// `dx = γ/σ · (dy − mean(dy) − x̂ · mean(dy·x̂))`; both means 0 where statistics do not depend on the batch.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func inputGradient<Scalar: NetworkScalar>(
        _ count: Int, _ channels: Int, _ plane: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ mean: Scalar, _ inverse: Scalar, _ gain: Scalar, _ meanGradient: Scalar, _ meanDot: Scalar
    ) {
        let factor = gain * inverse
        for n in 0..<count {
            let offset = n &* channels &* plane
            for i in 0..<plane {
                let normalized = (x[offset &+ i] - mean) * inverse
                dx[offset &+ i] = factor * (dy[offset &+ i] - meanGradient - normalized * meanDot)
            }
        }
    }
}
