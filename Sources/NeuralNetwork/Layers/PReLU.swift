/// Parametric ReLU: x where `x > 0`, else `α·x` with an α that is learned; the derivative at 0 is α.
///
/// One α for all units, or with `shared:false` one for each channel (each feature of a vector). Parameter `weight` (α, starts at
/// `start`, 0.25 unless given). Source: He et al., "Delving deep into rectifiers", 2015. The same as `torch.nn.PReLU`.
public enum PReLU: LayerKind {
    public static let schema = SpecSchema(
        "prelu", summary: "a = z for z > 0, else α·z, α learned",
        [.init("start", .number(.any), default: .number(0.25)), .init("shared", .flag, default: .flag(true))])
    public static let role = LayerRole.activation

    /// That of a leaky ReLU with the slope that α starts with.
    public static func gain(_ spec: LayerSpec) -> Double? {
        let slope = spec.number("start")
        return (2 / (1 + slope * slope)).squareRoot()
    }

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        "the error is multiplied by the slope, 1 or α: δ = ∂L/∂a·f′(z), and ∂L/∂α is summed where z < 0."
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        PReLULayer<Scalar>(spec: spec, shape: input)
    }
}

final class PReLULayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    /// Number of slopes, and of the units side by side that share one.
    let slopes: Int
    let width: Int

    init(spec: LayerSpec, shape: Shape) {
        (self.spec, inputShape) = (spec, shape)
        slopes = spec.flag("shared") ? 1 : shape[0]
        width = shape.count / slopes
    }

    var outputShape: Shape { inputShape }
    var parameterSpecs: [ParameterSpec] { [ParameterSpec("weight", [slopes], .constant(spec.number("start")))] }
    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String {
        "\(letters.output) = \(letters.input) for \(letters.input) > 0, else α·\(letters.input)"
    }

    func forward(_ memory: LayerMemory<Scalar>) {
        PReLULoops.forward(memory.count * slopes, slopes, width, memory.input, memory.parameters, memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        if let gradients = memory.gradients {
            PReLULoops.parameterGradients(memory.count * slopes, slopes, width, memory.input, dy, gradients)
        }
        if let dx = memory.inputGradient {
            PReLULoops.inputGradient(memory.count * slopes, slopes, width, memory.input, dy, memory.parameters, dx)
        }
    }
}

/// Lines are the units that share a slope, of one sample.
private enum PReLULoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        _ lines: Int, _ slopes: Int, _ width: Int, _ x: UnsafePointer<Scalar>, _ parameters: UnsafePointer<Scalar>,
        _ y: UnsafeMutablePointer<Scalar>
    ) {
        for line in 0..<lines {
            let slope = parameters[line % slopes]
            for i in line &* width..<(line &+ 1) &* width { y[i] = x[i] > 0 ? x[i] : slope * x[i] }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func inputGradient<Scalar: NetworkScalar>(
        _ lines: Int, _ slopes: Int, _ width: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ parameters: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>
    ) {
        for line in 0..<lines {
            let slope = parameters[line % slopes]
            for i in line &* width..<(line &+ 1) &* width { dx[i] = x[i] > 0 ? dy[i] : slope * dy[i] }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func parameterGradients<Scalar: NetworkScalar>(
        _ lines: Int, _ slopes: Int, _ width: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ gradients: UnsafeMutablePointer<Scalar>
    ) {
        for line in 0..<lines {
            var sum = 0.0
            for i in line &* width..<(line &+ 1) &* width where !(x[i] > 0) { sum += Double(x[i]) * Double(dy[i]) }
            gradients[line % slopes] += Scalar(sum)
        }
    }
}
