import Basics

/// He (Kaiming) normal: `N(0, s²)`, `s = gain / √fan`. The gain is that of the activation that follows (√2 for ReLU) unless
/// given.
///
/// Source: He et al., "Delving deep into rectifiers", 2015. The same as `torch.nn.init.kaiming_normal_`.
public enum HeNormal: InitializerKind {
    public static let schema = SpecSchema(
        "he", aliases: ["heNormal", "kaiming", "kaimingNormal"], summary: "N(0, gain² / fanIn)", [.gain, .fan])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.normal(&values, 0, He.deviation(weight, gain, spec), &source)
    }
}

/// He (Kaiming) uniform: `U(-a, a)`, `a = gain · √(3 / fan)`.
public enum HeUniform: InitializerKind {
    public static let schema = SpecSchema(
        "heUniform", aliases: ["kaimingUniform"], summary: "U(±gain·√(3 / fanIn))", [.gain, .fan])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.uniform(&values, deviation: He.deviation(weight, gain, spec), &source)
    }
}

private enum He {
    static func deviation(_ weight: WeightShape, _ gain: Double, _ spec: InitializerSpec) -> Double {
        let fan = spec.word("fan") == "in" ? weight.fanIn : weight.fanOut
        return (spec.optionalNumber("gain") ?? gain) / Double(max(1, fan)).squareRoot()
    }
}
