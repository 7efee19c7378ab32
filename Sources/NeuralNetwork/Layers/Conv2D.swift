import Kernels

/// Convolution over images (cross-correlation: the kernel is not flipped), zeros added around, no groups:
/// `y[o,i,j] = b[o] + Σ_{c,u,v} x[c, i·s − p + u·d, j·s − p + v·d] · w[o,c,u,v]`.
///
/// Input `[N, in, H, W]`, output `[N, out, H', W']`. Parameters `weight [out, in, kh, kw]`, `bias [out]`. The same as
/// `torch.nn.Conv2d`. Source: LeCun et al., "Gradient-based learning applied to document recognition", 1998.
public enum Conv2D: LayerKind {
    public static let schema = SpecSchema(
        "conv2d", aliases: ["conv", "convolution"], positional: ["out", "kernel"], summary: "z = Σ w·x + b over each window",
        [
            .init("out", .integer(minimum: 1)),
            .kernel,
            .init("stride", .sizes(rank: 2, minimum: 1), default: .sizes([1, 1])),
            .dilation,
            .padding,
            .init("bias", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.convolution
    public static let shortName = "conv"

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        ConvolutionLayer<Scalar>(spec: spec, input: input, geometry: try WindowGeometry(spec, input: input, subject: subject))
    }
}

final class ConvolutionLayer<Scalar: NetworkScalar>: WeightedSumLayer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let overwritesGradients = true
    let geometry: WindowGeometry
    private let outputs: Int
    /// Elements of one neuron's weight, `in·kh·kw`.
    private let patch: Int

    init(spec: LayerSpec, input: Shape, geometry: WindowGeometry) {
        self.spec = spec
        self.geometry = geometry
        inputShape = input
        outputs = spec.integer("out")
        patch = geometry.channels * geometry.kernelCount
        outputShape = geometry.outputShape(channels: outputs)
    }

    var parameterSpecs: [ParameterSpec] {
        let weight = Shape([outputs, geometry.channels] + geometry.kernelShape)
        return [ParameterSpec("weight", weight, .weightBeforeActivation(fanIn: patch, fanOut: outputs * geometry.kernelCount))]
            + (addsBias ? [ParameterSpec("bias", [outputs], .bias(fanIn: patch))] : [])
    }

    /// A matrix of patches, and the layouts of the kernels for the machine's instruction set.
    var scratchSpecs: [ScratchSpec] {
        [ScratchSpec("patches", [patch, geometry.outputPlane], perSample: false)]
            + (direct.map {
                [
                    ScratchSpec("padded", [$0.inputScratch], perSample: true),
                    ScratchSpec("spread", [$0.gradientScratch], perSample: true),
                    ScratchSpec("flat", [$0.flatScratch], perSample: false),
                ]
            } ?? [])
    }

    var unitLayout: UnitLayout { geometry.unitLayout(channels: outputs) }
    var inputLayout: UnitLayout? { geometry.inputLayout }

    /// Convolved directly: stride 1, a window without gaps, and kernels for this scalar.
    private var direct: ConvolutionShape? {
        guard Scalar.kernels != nil, geometry.strideHeight == 1, geometry.strideWidth == 1, geometry.isDense else { return nil }
        return ConvolutionShape(
            channels: geometry.channels, height: geometry.height, width: geometry.width, outputs: outputs,
            kernelHeight: geometry.kernelHeight, kernelWidth: geometry.kernelWidth, padHeight: geometry.padHeight,
            padWidth: geometry.padWidth)
    }

    private func directScratch(_ memory: LayerMemory<Scalar>) -> ConvolutionScratch<Scalar> {
        ConvolutionScratch(input: memory.scratch[1], gradient: memory.scratch[2], flat: memory.scratch[3])
    }

    func formula(_ letters: LayerLetters) -> String { sumFormula(letters) + " over each window" }

    func forward(_ memory: LayerMemory<Scalar>) {
        let plane = geometry.outputPlane
        let patches = memory.scratch[0]
        let bias = memory.parameters + outputs * patch
        if let direct, let kernels = Scalar.kernels {
            return kernels.convolve(
                direct, count: memory.count, memory.input, memory.parameters, bias: addsBias ? bias : nil, memory.output,
                directScratch(memory))
        }
        for sample in 0..<memory.count {
            let output = memory.output + sample * outputs * plane
            Patches.gather(geometry, memory.input + sample * inputShape.count, into: patches)
            if addsBias { Patches.fillPlanes(outputs, plane, bias, output) }
            // [out, patch] × [patch, plane]
            Scalar.matrixProduct(
                transposeA: false, transposeB: false, m: outputs, n: plane, k: patch, memory.parameters, patch, patches,
                plane, accumulates: addsBias, output, plane, scratch: memory.kernelScratch)
        }
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let outputGradient = memory.outputGradient else { return }
        let plane = geometry.outputPlane
        let patches = memory.scratch[0]
        if let direct, let kernels = Scalar.kernels,
            kernels.convolutionGradients(
                direct, count: memory.count, memory.input, memory.parameters, outputGradient, weightGradient: memory.gradients,
                biasGradient: addsBias ? memory.gradients.map { $0 + outputs * patch } : nil, accumulates: memory.accumulates,
                inputGradient: memory.inputGradient, directScratch(memory))
        {
            return
        }
        if memory.count == 0, !memory.accumulates { memory.gradients?.update(repeating: 0, count: memory.parameterCount) }
        for sample in 0..<memory.count {
            let dy = outputGradient + sample * outputs * plane
            if let gradients = memory.gradients {
                let accumulates = memory.accumulates || sample > 0
                Patches.gather(geometry, memory.input + sample * inputShape.count, into: patches)
                // dW = dY Pᵀ: [out, plane] × [plane, patch]
                Scalar.matrixProduct(
                    transposeA: false, transposeB: true, m: outputs, n: patch, k: plane, dy, plane, patches, plane,
                    accumulates: accumulates, gradients, patch, scratch: memory.kernelScratch)
                if addsBias { Patches.sumPlanes(outputs, plane, dy, into: gradients + outputs * patch, accumulates: accumulates) }
            }
            if let inputGradient = memory.inputGradient {
                // dP = Wᵀ dY: [patch, out] × [out, plane]
                Scalar.matrixProduct(
                    transposeA: true, transposeB: false, m: patch, n: plane, k: outputs, memory.parameters, patch, dy,
                    plane, accumulates: false, patches, plane, scratch: memory.kernelScratch)
                Patches.scatter(geometry, patches, into: inputGradient + sample * inputShape.count)
            }
        }
    }
}
