/// An element-wise function and its derivative: what an activation layer is made of.
///
/// Both run over plain memory and are specialized for Float and Double.
public protocol ElementwiseFunction: LayerKind {
    /// The function in the field's notation: `max(0, z)`.
    /// - Parameter z: the letter of what goes in.
    static func formula(_ z: String) -> String
    /// Attributes as numbers, in the order in which `forward` and `backward` take them.
    static func constants(_ spec: LayerSpec) -> SIMD2<Double>
    /// Function and slope at one element, with their numbers.
    static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation
    /// `y = f(x)`
    static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>)
    /// `dx = f'(x) dy`, from input and output, whichever is handier.
    static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>)
}

extension ElementwiseFunction {
    public static var role: LayerRole { .activation }
    public static func constants(_ spec: LayerSpec) -> SIMD2<Double> { .zero }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        ActivationLayer<Self, Scalar>(spec: spec, shape: input)
    }
}

final class ActivationLayer<Function: ElementwiseFunction, Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let size: Int
    let constants: SIMD2<Double>

    init(spec: LayerSpec, shape: Shape) {
        self.spec = spec
        inputShape = shape
        size = shape.count
        constants = Function.constants(spec)
    }

    var outputShape: Shape { inputShape }
    let letters = LayerLetters.function
    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = \(Function.formula(letters.input))" }

    @_specialize(kind:partial,where Scalar == Float)
    @_specialize(kind:partial,where Scalar == Double)
    func forward(_ memory: LayerMemory<Scalar>) {
        Function.forward(memory.count * size, memory.input, memory.output, constants)
    }

    @_specialize(kind:partial,where Scalar == Float)
    @_specialize(kind:partial,where Scalar == Double)
    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        Function.backward(memory.count * size, memory.input, memory.output, dy, dx, constants)
    }
}
