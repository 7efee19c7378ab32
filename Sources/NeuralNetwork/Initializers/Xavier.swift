import Basics

/// Xavier (Glorot) uniform: `U(-a, a)`, `a = gain · √(6 / (fanIn + fanOut))`; the gain is 1 unless given.
///
/// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
public enum XavierUniform: InitializerKind {
    public static let schema = SpecSchema(
        "xavier", aliases: ["xavierUniform", "glorot", "glorotUniform"], summary: "U(±gain·√(6 / (fanIn + fanOut)))",
        [.init("gain", .number(.positive), default: .number(1))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.uniform(&values, deviation: Xavier.deviation(weight, spec), &source)
    }
}

/// Xavier (Glorot) normal: `N(0, s²)`, `s = gain · √(2 / (fanIn + fanOut))`; the gain is 1 unless given.
public enum XavierNormal: InitializerKind {
    public static let schema = SpecSchema(
        "xavierNormal", aliases: ["glorotNormal"], summary: "N(0, gain²·2 / (fanIn + fanOut))",
        [.init("gain", .number(.positive), default: .number(1))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.normal(&values, 0, Xavier.deviation(weight, spec), &source)
    }
}

private enum Xavier {
    static func deviation(_ weight: WeightShape, _ spec: InitializerSpec) -> Double {
        spec.number("gain") * (2 / Double(max(1, weight.fanIn + weight.fanOut))).squareRoot()
    }
}
