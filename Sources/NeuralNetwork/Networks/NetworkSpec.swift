import Basics

/// A network as a value: the shape of one input sample and the chain of layers. It has been checked: every layer fits the one
/// before.
public struct NetworkSpec: Hashable, Sendable, CustomStringConvertible {
    /// The shape of one input sample.
    public enum InputKind: String, Hashable, Sendable {
        /// Real values.
        case values
        /// Whole numbers that an embedding looks up; they are given as scalars.
        case indices
    }

    /// Shape of one input sample.
    public private(set) var input: Shape
    /// The layers in order.
    public private(set) var layers: [LayerSpec]
    /// Shape of every layer's output, in order.
    public private(set) var outputShapes: [Shape]
    /// Number of all parameters, all elements counted.
    public private(set) var parameterCount: Int
    /// The bug that is planted in the backward pass; nil in a network that is as it should be.
    public private(set) var bug: BugSpec?

    /// Checks and takes over. Throws an `InputError` where there is no layer, a layer does not fit, the network would be absurdly
    /// large, or a bug has no room in it.
    public init(input: Shape, layers: [LayerSpec], bug: BugSpec? = nil) throws {
        let subject = "network '\(layers.map(\.text).joined(separator: ","))'"
        guard let inputCount = input.checkedCount, inputCount > 0, input.rank > 0, inputCount <= NetworkSpec.largestSample else {
            throw InputError(subject, expected: "an input shape with 1 to 2³⁰ values", found: "\(input)")
        }
        guard !layers.isEmpty else {
            throw InputError("network ''", expected: "at least one layer", found: "none", advice: "try 'dense:10'")
        }
        if layers.dropFirst().contains(where: NetworkSpec.containsEmbedding)
            || layers[0].indexCount == nil && NetworkSpec.containsEmbedding(layers[0])
        {
            throw InputError(subject, expected: "embedding as the first layer only (it reads indices)", found: "it further on")
        }
        let layerCount = NetworkSpec.count(layers, depth: 1)
        guard layerCount <= NetworkSpec.mostLayers else {
            throw InputError(
                "network", expected: "at most \(NetworkSpec.mostLayers) layers, \(NetworkSpec.deepestNesting) inside one another",
                found: "more")
        }
        self.input = input
        self.layers = layers
        self.bug = bug
        // Built in Float only to learn shapes and counts: layer objects hold no tensors.
        let built = try LayerChain.chain(layers, input: input, path: "", Float.self)
        outputShapes = built.map(\.outputShape)
        parameterCount = try NetworkSpec.countParameters(of: built, subject: subject)
        try bug?.check(built, subject: subject)
        for shape in outputShapes {
            guard let count = shape.checkedCount, count <= NetworkSpec.largestSample else {
                throw InputError(subject, expected: "at most 2³⁰ values between layers", found: "shape \(shape)")
            }
        }
    }

    /// Reads `dense:128,relu,dense:10`. Throws an `InputError` that names what is wrong and the nearest right name.
    public init(input: Shape, parsing text: String) throws {
        try self.init(input: input, layers: NetworkSpec.layers(parsing: text))
    }

    /// The layers of a text form, not yet fitted to an input.
    public static func layers(parsing text: String) throws(InputError) -> [LayerSpec] {
        if text.trimmingSpaces.isEmpty {
            throw InputError(
                "network ''", expected: "at least one layer", found: "nothing", advice: "try 'dense:128,relu,dense:10'")
        }
        var parser = SpecTextParser(text, noun: "network")
        return try parser.list(LayerFamily.self)
    }

    /// The text form; reading it gives the same layers.
    public var text: String { layers.map(\.text).joined(separator: ",") }

    public var description: String { "\(input)→\(text)" }

    /// Shape of one output sample.
    public var output: Shape { outputShapes[outputShapes.count - 1] }

    /// Whether input samples are values or indices.
    public var inputKind: InputKind { layers[0].indexCount == nil ? .values : .indices }

    /// The shape in which data of the shape `[C, H, W]` (or any other) goes into these layers: as it is where the first layer
    /// that minds is made for it (convolution, pooling, flatten, recurrence), flat where it is dense.
    public static func naturalInput(for layers: [LayerSpec], data: Shape) -> Shape {
        for layer in layers { if let shape = layer.kind.naturalInput(layer, data: data) { return shape } }
        return data
    }

    private static func containsEmbedding(_ layer: LayerSpec) -> Bool {
        layer.indexCount != nil || layer.chains.joined().contains(where: containsEmbedding)
    }

    /// Layers inside one another, at most.
    static let deepestNesting = 50
    private static let mostLayers = 10_000

    /// All layers, inner ones included; beyond every limit where they are nested too deeply.
    private static func count(_ layers: [LayerSpec], depth: Int) -> Int {
        if depth > deepestNesting { return mostLayers + 1 }
        return layers.reduce(layers.count) { total, layer in
            layer.chains.reduce(total) { $0 > mostLayers ? $0 : $0 + count($1, depth: depth + 1) }
        }
    }

    private static let largestSample = 1 << 30
    private static let largestNetwork = 1 << 33

    private static func countParameters(of layers: [any Layer<Float>], subject: String) throws -> Int {
        var total = 0
        for layer in layers {
            for parameter in layer.parameterSpecs {
                guard let count = parameter.shape.checkedCount, count <= largestNetwork, total + count <= largestNetwork else {
                    throw InputError(
                        subject, expected: "at most 2³³ parameters", found: "\(parameter.name) of shape \(parameter.shape)")
                }
                total += count
            }
            for branch in layer.branches { total += try countParameters(of: branch.layers, subject: subject) }
        }
        return total
    }
}
