import Basics

/// Layer normalization: `y = (x − mean) / √(var + ε) · weight + bias` over the trailing axes named by `shape`, each sample or
/// position alone.
///
/// `shape` is the last axis unless given; `weight` (starts at 1) and `bias` (0) have that shape, absent where `affine` is false.
/// Biased variance; the same in training and otherwise. Source: Ba et al., "Layer normalization", 2016. The same as
/// `torch.nn.LayerNorm`.
public enum LayerNorm: LayerKind {
    public static let schema = SpecSchema(
        "layerNorm", aliases: ["ln", "layerNormalization"], summary: "a = (x − mean) / √(var + ε) · γ + β",
        [
            .init("shape", .sizes(rank: nil, minimum: 1), default: .sizes([])),
            .init("epsilon", .number(.notNegative), default: .number(1e-5)),
            .init("affine", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.normalization
    public static let shortName = "lnorm"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        let named = spec.sizes("shape")
        let shape = Shape(named.isEmpty ? [input.last] : named)
        guard Array(input.dimensions.suffix(shape.rank)) == shape.dimensions else {
            throw InputError(subject, expected: "a shape that is the end of the input's, \(input)", found: "\(shape)")
        }
        return LayerNormLayer<Scalar>(spec: spec, input: input, normalized: shape)
    }
}

final class LayerNormLayer<Scalar: NetworkScalar>: RowNormalization {
    let spec: LayerSpec
    let inputShape: Shape
    let normalized: Shape
    let size: Int
    let rowsPerSample: Int
    let affine: Bool
    let epsilon: Double
    var gainCount: Int { size }

    init(spec: LayerSpec, input: Shape, normalized: Shape) {
        (self.spec, inputShape, self.normalized) = (spec, input, normalized)
        size = normalized.count
        rowsPerSample = input.count / size
        affine = spec.flag("affine")
        epsilon = spec.number("epsilon")
    }

    func gain(of unit: Int) -> Int { unit % size }

    var parameterSpecs: [ParameterSpec] {
        affine ? [ParameterSpec("weight", normalized, .constant(1)), ParameterSpec("bias", normalized, .constant(0))] : []
    }

    func forward(_ memory: LayerMemory<Scalar>) {
        LayerNormLoops.forward(
            rows: memory.count * rowsPerSample, size, memory.input, memory.output, memory.scratch[0], memory.scratch[1],
            affine ? memory.parameters : nil, epsilon)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        let rows = memory.count * rowsPerSample
        if affine, let gradients = memory.gradients {
            LayerNormLoops.parameterGradients(rows: rows, size, memory.input, dy, memory.scratch[0], memory.scratch[1], gradients)
        }
        if let dx = memory.inputGradient {
            LayerNormLoops.inputGradient(
                rows: rows, size, memory.input, dy, dx, memory.scratch[0], memory.scratch[1], affine ? memory.parameters : nil)
        }
    }
}

private enum LayerNormLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        rows: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
        _ means: UnsafeMutablePointer<Scalar>,
        _ inverses: UnsafeMutablePointer<Scalar>, _ parameters: UnsafePointer<Scalar>?, _ epsilon: Double
    ) {
        for row in 0..<rows {
            let offset = row &* size
            (means[row], inverses[row]) = RowStatistics.of(x + offset, size, epsilon)
            for i in 0..<size {
                let normalized = (x[offset &+ i] - means[row]) * inverses[row]
                y[offset &+ i] = parameters.map { normalized * $0[i] + $0[size &+ i] } ?? normalized
            }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func parameterGradients<Scalar: NetworkScalar>(
        rows: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ means: UnsafePointer<Scalar>,
        _ inverses: UnsafePointer<Scalar>, _ gradients: UnsafeMutablePointer<Scalar>
    ) {
        for row in 0..<rows {
            let offset = row &* size
            for i in 0..<size {
                gradients[i] += dy[offset &+ i] * ((x[offset &+ i] - means[row]) * inverses[row])
                gradients[size &+ i] += dy[offset &+ i]
            }
        }
    }

    /// With `h = dy·γ`: `dx = (h − mean(h) − x̂ · mean(h·x̂)) / σ`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func inputGradient<Scalar: NetworkScalar>(
        rows: Int, _ size: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>,
        _ means: UnsafePointer<Scalar>, _ inverses: UnsafePointer<Scalar>, _ parameters: UnsafePointer<Scalar>?
    ) {
        for row in 0..<rows {
            let offset = row &* size
            let (mean, inverse) = (means[row], inverses[row])
            var (sum, dot) = (0.0, 0.0)
            for i in 0..<size {
                let h = parameters.map { dy[offset &+ i] * $0[i] } ?? dy[offset &+ i]
                sum += Double(h)
                dot += Double(h) * Double((x[offset &+ i] - mean) * inverse)
            }
            let (meanSum, meanDot) = (Scalar(sum / Double(size)), Scalar(dot / Double(size)))
            for i in 0..<size {
                let h = parameters.map { dy[offset &+ i] * $0[i] } ?? dy[offset &+ i]
                dx[offset &+ i] = inverse * (h - meanSum - (x[offset &+ i] - mean) * inverse * meanDot)
            }
        }
    }
}
