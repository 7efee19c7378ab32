import Basics

/// The way in which weights get their first values. Draws are made in Double and rounded, so Float and Double networks of one
/// seed start alike.
public protocol InitializerKind: Sendable {
    /// The names, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// Fills one weight tensor.
    /// - Parameters:
    ///   - weight: shape and fans of the tensor.
    ///   - gain: the gain of the activation that follows, taken where the specification gives none.
    static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource)
    /// Fills one bias; zeros unless an initializer says otherwise. `values` are zeros.
    /// - Parameter torch: where PyTorch takes them from, if that is not U(±1 / √fanIn).
    static func fillBias(
        _ values: inout [Double], fanIn: Int, torch: Distribution?, _ spec: InitializerSpec, _ source: inout RandomSource)
}

extension InitializerKind {
    public static func fillBias(
        _ values: inout [Double], fanIn: Int, torch: Distribution?, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {}
}

/// Shape and fans of a weight tensor: `[out, in]` or `[out, in, kh, kw]` with receptive field r has `fanIn = in·r`, `fanOut =
/// out·r`.
public struct WeightShape: Hashable, Sendable {
    /// Shape of the tensor.
    public let shape: Shape
    /// Number of inputs of one neuron, receptive field counted.
    public let fanIn: Int
    /// Number of neurons one input reaches, receptive field counted.
    public let fanOut: Int
    /// Where PyTorch's layer takes first values from, if that is not U(±1 / √fanIn).
    public let torch: Distribution?

    /// Shape and fans together.
    public init(shape: Shape, fanIn: Int, fanOut: Int, torch: Distribution? = nil) {
        (self.shape, self.fanIn, self.fanOut, self.torch) = (shape, fanIn, fanOut, torch)
    }
}

/// The family of initializers.
public enum InitializerFamily: Sendable {
    /// The word for one member of the family in messages.
    public static let noun = "initializer"
}

/// An initializer's name and attributes: `he`, `normal(std:0.01)`.
public typealias InitializerSpec = Specification<InitializerFamily>

extension Specification where Family == InitializerFamily {
    /// He normal with the gain of the activation that follows: the default.
    public static var he: InitializerSpec { named("he") }
    /// All zeros.
    public static var zeros: InitializerSpec { named("zeros") }

    private static func named(_ name: String) -> InitializerSpec {
        guard let spec = try? InitializerSpec(name) else { preconditionFailure("initializer \(name) is in no catalog") }
        return spec
    }

    /// Fills a weight tensor.
    public func fill(_ values: inout [Double], weight: WeightShape, gain: Double, _ source: inout RandomSource) {
        kind.fill(&values, weight: weight, gain: gain, self, &source)
    }

    /// Fills a bias.
    func fillBias(_ values: inout [Double], fanIn: Int, torch: Distribution?, _ source: inout RandomSource) {
        kind.fillBias(&values, fanIn: fanIn, torch: torch, self, &source)
    }
}
