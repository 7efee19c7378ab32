import Basics

/// Group normalization: `y = (x − mean) / √(var + ε) · γ + β`, each sample alone, mean and variance over a group of its channels
/// with all their places.
///
/// Input `[N, C]` or `[N, C, H, W]`; `groups` divides C, and a group is C/groups neighboring channels. Parameters `weight [C]` (γ,
/// starts at 1) and `bias [C]` (β, 0), absent where `affine` is false. Biased variance; the same in training and otherwise, and in
/// batches of any size. Source: Wu and He, "Group normalization", 2018. The same as `torch.nn.GroupNorm`.
public enum GroupNorm: LayerKind {
    public static let schema = SpecSchema(
        "groupNorm", aliases: ["gn", "groupNormalization"], positional: ["groups"],
        summary: "a = (x − mean) / √(var + ε) · γ + β, by groups of channels",
        [
            .init("groups", .integer(minimum: 1)),
            .init("epsilon", .number(.notNegative), default: .number(1e-5)),
            .init("affine", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.normalization
    public static let shortName = "gnorm"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard (1...3).contains(input.rank) else {
            throw InputError(
                subject, expected: "an input of features, channels×length or channels×rows×columns", found: "\(input)")
        }
        let groups = spec.integer("groups")
        guard input[0] % groups == 0 else {
            throw InputError(subject, expected: "channels divisible by \(groups) groups", found: "\(input[0]) channels")
        }
        return GroupNormLayer<Scalar>(spec: spec, shape: input)
    }
}

final class GroupNormLayer<Scalar: NetworkScalar>: RowNormalization {
    let spec: LayerSpec
    let inputShape: Shape
    let rowsPerSample: Int
    let size: Int
    let affine: Bool
    let epsilon: Double
    let gainCount: Int
    private let plane: Int

    init(spec: LayerSpec, shape: Shape) {
        (self.spec, inputShape) = (spec, shape)
        rowsPerSample = spec.integer("groups")
        size = shape.count / rowsPerSample
        affine = spec.flag("affine")
        epsilon = spec.number("epsilon")
        gainCount = shape[0]
        plane = shape.count / shape[0]
    }

    var parameterSpecs: [ParameterSpec] {
        affine ? [ParameterSpec("weight", [gainCount], .constant(1)), ParameterSpec("bias", [gainCount], .constant(0))] : []
    }

    func gain(of unit: Int) -> Int { unit / plane }

    func forward(_ memory: LayerMemory<Scalar>) {
        GroupNormLoops.forward(
            rows: memory.count * rowsPerSample, size, memory.input, memory.output, memory.scratch[0], memory.scratch[1], epsilon)
        guard affine else { return }
        GroupNormLoops.scale(memory.count, gainCount, plane, memory.output, memory.parameters)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        if affine, let gradients = memory.gradients {
            GroupNormLoops.parameterGradients(
                memory.count, gainCount, plane, size, memory.input, dy, memory.scratch[0], memory.scratch[1], gradients)
        }
        if let dx = memory.inputGradient {
            GroupNormLoops.inputGradient(
                memory.count, gainCount, plane, size, memory.input, dy, dx, memory.scratch[0], memory.scratch[1],
                affine ? memory.parameters : nil)
        }
    }
}

private enum GroupNormLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        rows: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
        _ means: UnsafeMutablePointer<Scalar>, _ inverses: UnsafeMutablePointer<Scalar>, _ epsilon: Double
    ) {
        for row in 0..<rows {
            let offset = row &* size
            (means[row], inverses[row]) = RowStatistics.of(x + offset, size, epsilon)
            for i in offset..<offset &+ size { y[i] = (x[i] - means[row]) * inverses[row] }
        }
    }

    /// `y·γ + β`, by channels.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func scale<Scalar: NetworkScalar>(
        _ samples: Int, _ channels: Int, _ plane: Int, _ y: UnsafeMutablePointer<Scalar>, _ parameters: UnsafePointer<Scalar>
    ) {
        for line in 0..<samples &* channels {
            let (gain, shift) = (parameters[line % channels], parameters[channels &+ line % channels])
            for i in line &* plane..<(line &+ 1) &* plane { y[i] = y[i] * gain + shift }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func parameterGradients<Scalar: NetworkScalar>(
        _ samples: Int, _ channels: Int, _ plane: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ means: UnsafePointer<Scalar>, _ inverses: UnsafePointer<Scalar>, _ gradients: UnsafeMutablePointer<Scalar>
    ) {
        for line in 0..<samples &* channels {
            let row = line &* plane / size
            var (dot, sum) = (0.0, 0.0)
            for i in line &* plane..<(line &+ 1) &* plane {
                dot += Double(dy[i]) * Double((x[i] - means[row]) * inverses[row])
                sum += Double(dy[i])
            }
            gradients[line % channels] += Scalar(dot)
            gradients[channels &+ line % channels] += Scalar(sum)
        }
    }

    /// With `h = dy·γ`: `dx = (h − mean(h) − x̂ · mean(h·x̂)) / σ`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func inputGradient<Scalar: NetworkScalar>(
        _ samples: Int, _ channels: Int, _ plane: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>, _ means: UnsafePointer<Scalar>, _ inverses: UnsafePointer<Scalar>,
        _ parameters: UnsafePointer<Scalar>?
    ) {
        let channelsOfGroup = size / plane
        for row in 0..<samples &* channels / channelsOfGroup {
            let (mean, inverse) = (means[row], inverses[row])
            var (sum, dot) = (0.0, 0.0)
            for line in row &* channelsOfGroup..<(row &+ 1) &* channelsOfGroup {
                let gain = parameters.map { $0[line % channels] } ?? 1
                for i in line &* plane..<(line &+ 1) &* plane {
                    dx[i] = dy[i] * gain
                    sum += Double(dx[i])
                    dot += Double(dx[i]) * Double((x[i] - mean) * inverse)
                }
            }
            let (meanSum, meanDot) = (Scalar(sum / Double(size)), Scalar(dot / Double(size)))
            for i in row &* size..<(row &+ 1) &* size {
                dx[i] = inverse * (dx[i] - meanSum - (x[i] - mean) * inverse * meanDot)
            }
        }
    }
}
