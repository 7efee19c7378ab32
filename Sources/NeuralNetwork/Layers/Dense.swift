/// Dense (fully connected) layer: `y = x Wᵀ + b` over the last axis.
///
/// Input `[N, in]` or `[N, T, in]` (each position alone), output with `out` in place of `in`. Parameters `weight [out, in]` (a
/// row is a neuron) and `bias [out]`. Weights start by the network's initializer, biases at zero. The same as `torch.nn.Linear`.
public enum Dense: LayerKind {
    public static let schema = SpecSchema(
        "dense", aliases: ["linear", "fc"], positional: ["out"], summary: "y = x Wᵀ + b",
        [
            .init("out", .integer(minimum: 1)),
            .init("bias", .flag, default: .flag(true)),
        ])

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 1 || input.rank == 2 else {
            throw SpecificationError(
                subject, expected: "an input of rank 1 (features) or 2 (time, features)", found: "\(input)",
                suggestion: "put flatten before it")
        }
        return DenseLayer<Scalar>(spec: spec, input: input)
    }
}

final class DenseLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let overwritesGradients = true
    private let product: DenseProduct

    init(spec: LayerSpec, input: Shape) {
        self.spec = spec
        inputShape = input
        product = DenseProduct(inputs: input.last, outputs: spec.integer("out"), hasBias: spec.flag("bias"))
        outputShape = Shape(input.dimensions.dropLast() + [product.outputs])
    }

    var parameterSpecs: [ParameterSpec] { product.parameterSpecs(prefix: "", feedsActivation: true) }
    var formula: String { product.hasBias ? "y = x Wᵀ + b" : "y = x Wᵀ" }

    func forward(_ memory: LayerMemory<Scalar>) {
        product.forward(rows: memory.count * rowsPerSample, memory.input, memory.parameters, memory.output,
            scratch: memory.kernelScratch)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let outputGradient = memory.outputGradient else { return }
        let rows = memory.count * rowsPerSample
        if let gradients = memory.gradients {
            product.parameterGradients(rows: rows, memory.input, outputGradient, gradients, accumulates: memory.accumulates,
                scratch: memory.kernelScratch)
        }
        if let inputGradient = memory.inputGradient {
            product.inputGradient(rows: rows, memory.parameters, outputGradient, inputGradient, accumulates: false,
                scratch: memory.kernelScratch)
        }
    }

    private var rowsPerSample: Int { inputShape.rank == 2 ? inputShape[0] : 1 }
}
