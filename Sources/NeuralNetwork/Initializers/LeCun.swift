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
