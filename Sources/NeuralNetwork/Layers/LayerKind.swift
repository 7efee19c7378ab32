/// A kind of layer as the catalog holds it: how it is named and built, and everything that can be said of it before it is built. A
/// new kind is one new file and one line in `LayerCatalog`.
///
/// Nobody else asks for a kind by its name: whoever draws or explains a layer asks for the trait that makes the difference.
public protocol LayerKind: Sendable {
    /// The names, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// Builds the layer for an input shape. Throws an `InputError` where the shape does not fit; `subject` says which
    /// layer it is.
    static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    /// The factor by which weights before this layer start larger so that the signal keeps its spread through it
    /// (`torch.nn.init.calculate_gain`); nil where the layer leaves that to the next one, as pooling and normalization do.
    static func gain(_ spec: LayerSpec) -> Double?

    /// The part that the layer plays in a network: what draws, explains and diagnoses it goes by that.
    static var role: LayerRole { get }
    /// The name where there is little room: `conv`.
    static var shortName: String { get }
    /// The shape in which data of this shape goes into the layer; nil where that is for the next layer to say.
    static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape?
    /// The chains of layers inside it.
    static func chains(_ spec: LayerSpec) -> [[LayerSpec]]
    /// Numbers that the input's values have to be below, and whole: the rows of a table. Nil where the input is values.
    static func indexCount(_ spec: LayerSpec) -> Int?
    /// Share of a batch's own statistics that goes into the running ones at each step; nil of a layer that keeps none.
    static func statisticsMomentum(_ spec: LayerSpec) -> Double?
    /// Whether a picture that goes in comes out as one, pixel by pixel.
    static var keepsPictures: Bool { get }

    /// Where all outputs are sure to be; nil: anywhere.
    static var outputRange: ClosedRange<Float>? { get }
    /// The smallest output that there can be; nil: any.
    static var lowestOutput: Float? { get }
    /// Whether each unit is normalized over the samples of a batch, so that one sample's output depends on the others.
    static var normalizesBatches: Bool { get }
    /// Whether it leaves a straight line one, though it is drawn as a function.
    static var isStraight: Bool { get }
    /// Whether the outputs are probabilities that sum to 1.
    static var outputIsDistribution: Bool { get }
    /// Where the function is flat; nil of one that is flat nowhere.
    static func saturation(_ spec: LayerSpec) -> Saturation?
    /// The remedy where the layer's slope makes the error vanish.
    static var slopeAdvice: String { get }
    /// The work of the backward pass, as the end of a sentence.
    /// - Parameters:
    ///   - isFirst: whether the layer is the network's first, so that the error goes no farther.
    ///   - hasParameters: whether it has parameters that get a gradient.
    static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String

    /// The module that does the same in PyTorch.
    static func torchModule(_ layer: ExportedLayer) -> TorchModule
    /// Writes the operators that do the same in ONNX.
    /// - Parameter value: the name of what goes in.
    /// - Returns: the name of what they give.
    static func write(_ layer: ExportedLayer, of value: String, to graph: inout ONNXGraph) -> String
}

/// The part of a function's range where its slope is below a twentieth of its largest, told from its output: hardly anything comes
/// back there.
public struct Saturation: Sendable {
    /// The word for a unit that is there: `off` of a rectifier, else `saturated`.
    public let word: String
    /// Whether an output lies there.
    public let contains: @Sendable (_ output: Float) -> Bool

    init(_ word: String = "saturated", _ contains: @escaping @Sendable (_ output: Float) -> Bool) {
        (self.word, self.contains) = (word, contains)
    }
}

extension LayerKind {
    public static func gain(_ spec: LayerSpec) -> Double? { 1 }
    /// The name itself.
    public static var shortName: String { schema.name }
    public static func chains(_ spec: LayerSpec) -> [[LayerSpec]] { [] }
    public static func statisticsMomentum(_ spec: LayerSpec) -> Double? { nil }
    public static func indexCount(_ spec: LayerSpec) -> Int? { nil }
    public static var outputRange: ClosedRange<Float>? { nil }
    /// The beginning of the range.
    public static var lowestOutput: Float? { outputRange?.lowerBound }
    public static var normalizesBatches: Bool { false }
    public static var isStraight: Bool { false }
    public static var outputIsDistribution: Bool { false }
    public static func saturation(_ spec: LayerSpec) -> Saturation? { nil }

    /// Flat numbers for weighted sums, pictures for windows, and a picture's rows one after the other for what goes through time.
    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? {
        switch role {
        case .affine: data.rank == 3 ? [data.count] : data
        case .convolution, .pooling: data.rank == 2 ? Shape([1] + data.dimensions) : data
        case .recurrent, .attention, .lookup: data.rank == 3 ? [data[0] * data[1], data[2]] : data
        case .normalization, .view: data
        case .activation, .dropout, .container: nil
        }
    }

    /// A layer that works on each value alone, or on all alike, leaves a picture one.
    public static var keepsPictures: Bool {
        switch role {
        case .activation, .normalization, .dropout: true
        case .affine, .convolution, .pooling, .view, .container, .lookup, .recurrent, .attention: false
        }
    }

    public static var slopeAdvice: String {
        "its slope is small where it works: relu, batchnorm before it, or a residual path"
    }

    public static func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        let end = isFirst ? "; the error has arrived at the first layer." : "; the error goes on back."
        return switch role {
        case .activation: "the error is multiplied by the slope of \(schema.name): δ = ∂L/∂a·f′(z)."
        case .view: "the error goes back as it is, in the shape of the input."
        default:
            hasParameters
                ? "∂L/∂θ of its parameters, over the batch" + end
                : "the error goes back to the inputs that made the outputs."
        }
    }
}
