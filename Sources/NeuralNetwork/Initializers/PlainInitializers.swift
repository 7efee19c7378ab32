import Basics

/// `N(mean, std²)`, N(0, 1) unless given.
public enum NormalInitializer: InitializerKind {
    public static let schema = SpecSchema(
        "normal", aliases: ["gaussian"], positional: ["std"], summary: "N(mean, std²)",
        [.init("std", .number(.notNegative), default: .number(1)), .init("mean", .number(.any), default: .number(0))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        Draws.normal(&values, spec.number("mean"), spec.number("std"), &source)
    }
}

/// `U(low, high)`, U(0, 1) unless given, as in PyTorch.
public enum UniformInitializer: InitializerKind {
    public static let schema = SpecSchema(
        "uniform", positional: ["low", "high"], ascending: ["low", "high"], summary: "U(low, high)",
        [.init("low", .number(.any), default: .number(0)), .init("high", .number(.any), default: .number(1))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        let (a, b) = (spec.number("low"), spec.number("high"))
        Draws.uniform(&values, a, b, &source)
    }
}

/// Every weight the same value. Neurons of one layer then stay copies of each other: a lesson, not a start.
public enum ConstantInitializer: InitializerKind {
    public static let schema = SpecSchema(
        "constant", positional: ["value"], summary: "every weight the same value", [.init("value", .number(.any))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        for i in values.indices { values[i] = spec.number("value") }
    }
}

/// Every weight 0.
public enum ZerosInitializer: InitializerKind {
    public static let schema = SpecSchema("zeros", aliases: ["zero"], summary: "every weight 0")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        for i in values.indices { values[i] = 0 }
    }
}

/// Every weight 1.
public enum OnesInitializer: InitializerKind {
    public static let schema = SpecSchema("ones", summary: "every weight 1")

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        for i in values.indices { values[i] = 1 }
    }
}
