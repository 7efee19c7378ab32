import Basics

/// Dense (fully connected) layer: `y = x Wᵀ + b` over the last axis.
///
/// Input `[N, in]` or `[N, T, in]` (each position alone), output with `out` in place of `in`. Parameters `weight [out, in]` (a
/// row is a neuron) and `bias [out]`. Weights start by the network's initializer, biases at zero. The same as `torch.nn.Linear`.
public enum Dense: LayerKind {
    public static let schema = SpecSchema(
        "dense", aliases: ["linear", "fc"], positional: ["out"], summary: "z = Σ w·x + b",
        [
            .init("out", .integer(minimum: 1)),
            .init("bias", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.affine

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        isFirst
            ? "∂L/∂w from every sample's δ·x; the error has arrived at the first layer."
            : "∂L/∂w from every sample's δ·a; the error goes on through the weights: ∂L/∂a = Σ w·δ."
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 1 || input.rank == 2 else {
            throw InputError(
                subject, expected: "an input of rank 1 (features) or 2 (time, features)", found: "\(input)",
                advice: "put flatten before it")
        }
        return DenseLayer<Scalar>(spec: spec, input: input)
    }
}

final class DenseLayer<Scalar: NetworkScalar>: WeightedSumLayer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let overwritesGradients = true
    private let product: DenseProduct
    private let rowsPerSample: Int

    init(spec: LayerSpec, input: Shape) {
        self.spec = spec
        inputShape = input
        rowsPerSample = input.rank == 2 ? input[0] : 1
        product = DenseProduct(inputs: input.last, outputs: spec.integer("out"), hasBias: spec.flag("bias"))
        outputShape = Shape(input.dimensions.dropLast() + [product.outputs])
    }

    var parameterSpecs: [ParameterSpec] { product.parameterSpecs(prefix: "", feedsActivation: true) }
    var gradientMatrix: (rows: Int, columns: Int)? {
        // Small ones are not worth the account of them.
        product.inputs >= 64 && product.outputs >= 16 ? (product.outputs, product.inputs) : nil
    }
    func formula(_ letters: LayerLetters) -> String { sumFormula(letters) }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func forward(_ memory: LayerMemory<Scalar>) {
        let rows = memory.count &* rowsPerSample
        if let turned = memory.turned, turned.serves(rows: rows) {
            turned.forward(
                rows: rows, memory.input, bias: product.hasBias ? memory.parameters + product.weightCount : nil, memory.output,
                scratch: memory.kernelScratch)
            return
        }
        guard let occupancy = memory.occupancy, occupancy.measuresMatrix else {
            product.forward(rows: rows, memory.input, memory.parameters, memory.output, scratch: memory.kernelScratch)
            return
        }
        var squares = 0.0
        let isMeasured = product.forward(
            rows: rows, memory.input, memory.parameters, memory.output, squares: &squares, scratch: memory.kernelScratch)
        occupancy.matrixSquares = isMeasured ? squares : nil
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func backward(_ memory: LayerMemory<Scalar>) {
        guard let outputGradient = memory.outputGradient else { return }
        let rows = memory.count &* rowsPerSample
        if let turned = memory.turned, turned.serves(rows: rows), let gradients = memory.gradients, !memory.accumulates {
            turned.gradient(rows: rows, memory.input, outputGradient, scratch: memory.kernelScratch)
            product.biasGradient(rows: rows, outputGradient, gradients, accumulates: false)
        } else if let gradients = memory.gradients {
            memory.turned?.giveUpGradient()
            product.parameterGradients(
                rows: rows, memory.input, outputGradient, gradients, accumulates: memory.accumulates, occupancy: memory.occupancy,
                scratch: memory.kernelScratch)
        }
        if let inputGradient = memory.inputGradient {
            product.inputGradient(
                rows: rows, memory.parameters, outputGradient, inputGradient, accumulates: false,
                scratch: memory.kernelScratch)
        }
    }
}
