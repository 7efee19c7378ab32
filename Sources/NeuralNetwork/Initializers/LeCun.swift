import Basics

/// LeCun normal: `N(0, 1 / fanIn)`, not truncated. The same as He with gain 1.
///
/// Source: LeCun et al., "Efficient backprop", 1998.
public enum LeCunNormal: InitializerKind {
    public static let schema = SpecSchema("lecun", aliases: ["lecunNormal"], summary: "N(0, 1 / fanIn)")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.normal(&values, 0, 1 / Double(max(1, weight.fanIn)).squareRoot(), &source)
    }
}

/// LeCun uniform: `U(-a, a)`, `a = √(3 / fanIn)`.
public enum LeCunUniform: InitializerKind {
    public static let schema = SpecSchema("lecunUniform", summary: "U(±√(3 / fanIn))")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.uniform(&values, deviation: 1 / Double(max(1, weight.fanIn)).squareRoot(), &source)
    }
}

/// The initialization of PyTorch's dense and conv2d layers when nothing is asked: weights and biases `U(-a, a)`,
/// `a = 1 / √fanIn`.
public enum TorchDefault: InitializerKind {
    public static let schema = SpecSchema("torch", aliases: ["pytorch", "torchDefault"], summary: "U(±1 / √fanIn), biases too")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        let bound = 1 / Double(max(1, weight.fanIn)).squareRoot()
        Draws.uniform(&values, -bound, bound, &source)
    }

    public static func fillBias(_ values: inout [Double], fanIn: Int, _ spec: InitializerSpec, _ source: inout RandomSource) {
        let bound = 1 / Double(max(1, fanIn)).squareRoot()
        Draws.uniform(&values, -bound, bound, &source)
    }
}
