import Basics

/// Multi-head self-attention: `A = softmax(Q Kᵀ / √d)` for each head, `y = concat(A V) Wₒᵀ + bₒ` with Q, K, V = dense(x).
///
/// Input and output `[N, T, D]`, D divisible by `heads`, d = D / heads; head k has the channels `k·d ..< (k+1)·d`. Parameters
/// `query.weight`, `key.weight`, `value.weight`, `output.weight`, each `[D, D]`, and `.bias [D]` of each (absent where `bias` is
/// false). `causal`: a position sees itself and those before it. The scratch piece `attentionWeights [N, heads, T, T]` has A
/// (row: query, column: key). Source: Vaswani et al., "Attention is all you need", 2017.
public enum SelfAttention: LayerKind {
    public static let schema = SpecSchema(
        "selfAttention", aliases: ["attention"], positional: ["heads"], summary: "a = softmax(Q Kᵀ / √d) V Wₒᵀ + bₒ",
        [
            .init("heads", .integer(minimum: 1), default: .integer(1)),
            .init("causal", .flag, default: .flag(false)),
            .init("bias", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.attention
    public static let shortName = "attention"

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 2 else {
            throw InputError(subject, expected: "a sequence of shape time×features", found: "\(input)")
        }
        let heads = spec.integer("heads")
        guard input[1] % heads == 0 else {
            throw InputError(subject, expected: "features divisible by \(heads) heads", found: "\(input[1]) features")
        }
        return SelfAttentionLayer<Scalar>(spec: spec, input: input)
    }
}

final class SelfAttentionLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let overwritesGradients = true
    let heads: Int
    let time: Int
    let features: Int
    let isCausal: Bool
    let projection: DenseProduct
    let scale: Scalar

    init(spec: LayerSpec, input: Shape) {
        (self.spec, inputShape) = (spec, input)
        (time, features) = (input[0], input[1])
        heads = spec.integer("heads")
        isCausal = spec.flag("causal")
        projection = DenseProduct(inputs: features, outputs: features, hasBias: spec.flag("bias"))
        scale = Scalar(1 / Double(features / heads).squareRoot())
    }

    var outputShape: Shape { inputShape }
    var parameterSpecs: [ParameterSpec] {
        // PyTorch draws query, key and value as one matrix of [3·D, D], by xavier.
        let packed = Distribution.uniform(bound: (6 / Double(4 * features)).squareRoot())
        return ["query.", "key.", "value."].flatMap {
            projection.parameterSpecs(prefix: $0, feedsActivation: false, torch: (packed, .zero))
        } + projection.parameterSpecs(prefix: "output.", feedsActivation: false, torch: (nil, .zero))
    }
    var scratchSpecs: [ScratchSpec] {
        [ScratchSpec("attentionWeights", [heads, time, time])]
            + ["query", "key", "value", "context"].map { ScratchSpec($0, inputShape) }
            + ["queryGradient", "keyGradient", "valueGradient", "contextGradient"].map { ScratchSpec($0, inputShape) }
            + [ScratchSpec("scoreGradient", [time, time], perSample: false)]
    }
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = softmax(Q Kᵀ / √d) V Wₒᵀ + bₒ" }

    func forward(_ memory: LayerMemory<Scalar>) {
        let rows = memory.count * time
        let (weights, context) = (memory.scratch[0], memory.scratch[4])
        for part in 0..<3 {
            projection.forward(
                rows: rows, memory.input, parameters(memory.parameters, part), memory.scratch[1 + part],
                scratch: memory.kernelScratch)
        }
        forEachHead(memory.count) { place, head in
            let attention = weights + head * time * time
            Scalar.matrixProduct(
                transposeA: false, transposeB: true, m: time, n: time, k: width, memory.scratch[1] + place,
                features, memory.scratch[2] + place, features, accumulates: false, attention, time,
                scratch: memory.kernelScratch)
            RowOperations.scale(rows: time, columns: time, by: scale, attention, time)
            if isCausal { hideLaterPositions(attention) }
            SoftmaxRows.forward(rows: time, columns: time, attention, attention)
            Scalar.matrixProduct(
                transposeA: false, transposeB: false, m: time, n: width, k: time, attention, time,
                memory.scratch[3] + place, features, accumulates: false, context + place, features,
                scratch: memory.kernelScratch)
        }
        projection.forward(rows: rows, context, parameters(memory.parameters, 3), memory.output, scratch: memory.kernelScratch)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        let rows = memory.count * time
        let (dContext, dScores) = (memory.scratch[8], memory.scratch[9])
        if let gradients = memory.gradients {
            projection.parameterGradients(
                rows: rows, memory.scratch[4], dy, parameters(gradients, 3), accumulates: memory.accumulates,
                scratch: memory.kernelScratch)
        }
        projection.inputGradient(
            rows: rows, parameters(memory.parameters, 3), dy, dContext, accumulates: false,
            scratch: memory.kernelScratch)
        forEachHead(memory.count) { place, head in
            let attention = memory.scratch[0] + head * time * time
            // dV = Aᵀ dC, dA = dC Vᵀ
            Scalar.matrixProduct(
                transposeA: true, transposeB: false, m: time, n: width, k: time, attention, time, dContext + place, features,
                accumulates: false, memory.scratch[7] + place, features, scratch: memory.kernelScratch)
            Scalar.matrixProduct(
                transposeA: false, transposeB: true, m: time, n: time, k: width, dContext + place, features,
                memory.scratch[3] + place, features, accumulates: false, dScores, time, scratch: memory.kernelScratch)
            SoftmaxRows.backward(rows: time, columns: time, attention, dScores, dScores)
            // dQ = dS K / √d, dK = dSᵀ Q / √d
            scaledProduct(memory, transposeA: false, dScores, memory.scratch[2] + place, memory.scratch[5] + place)
            scaledProduct(memory, transposeA: true, dScores, memory.scratch[1] + place, memory.scratch[6] + place)
        }
        for part in 0..<3 {
            if let gradients = memory.gradients {
                projection.parameterGradients(
                    rows: rows, memory.input, memory.scratch[5 + part], parameters(gradients, part),
                    accumulates: memory.accumulates,
                    scratch: memory.kernelScratch)
            }
            if let dx = memory.inputGradient {
                projection.inputGradient(
                    rows: rows, parameters(memory.parameters, part), memory.scratch[5 + part], dx, accumulates: part > 0,
                    scratch: memory.kernelScratch)
            }
        }
    }

    /// Channels of one head.
    var width: Int { features / heads }

    /// Query (0), key (1), value (2) or output (3) within the layer's parameters or their gradients.
    private func parameters(_ base: UnsafeMutablePointer<Scalar>, _ part: Int) -> UnsafeMutablePointer<Scalar> {
        base + part * projection.parameterCount
    }

    /// Calls `body` with the offset of each head's channels in `[N, T, D]` and its number in `[N, heads]`.
    @inline(__always)
    private func forEachHead(_ count: Int, _ body: (_ place: Int, _ head: Int) -> Void) {
        for sample in 0..<count {
            for head in 0..<heads { body(sample * time * features + head * width, sample * heads + head) }
        }
    }

    /// `C = op(S)·B / √d` for the scores' gradient S of one head and its channels B.
    private func scaledProduct(
        _ memory: LayerMemory<Scalar>, transposeA: Bool, _ scores: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
        _ c: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.matrixProduct(
            transposeA: transposeA, transposeB: false, m: time, n: width, k: time, scores, time, b, features, accumulates: false,
            c,
            features, scratch: memory.kernelScratch)
        RowOperations.scale(rows: time, columns: width, by: scale, c, features)
    }

    private func hideLaterPositions(_ scores: UnsafeMutablePointer<Scalar>) {
        for query in 0..<time { for key in (query + 1)..<max(time, query + 1) { scores[query * time + key] = -.infinity } }
    }
}
