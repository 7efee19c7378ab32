import Basics

/// The two distributions all random initializers are made of.
enum Draws {
    /// U(low, high).
    static func uniform(_ values: inout [Double], _ low: Double, _ high: Double, _ source: inout RandomSource) {
        for i in values.indices { values[i] = source.uniform(low, high) }
    }

    /// N(mean, deviation²).
    static func normal(_ values: inout [Double], _ mean: Double, _ deviation: Double, _ source: inout RandomSource) {
        for i in values.indices { values[i] = mean + deviation * source.normal() }
    }

    /// U(-a, a) with the standard deviation `deviation`: `a = √3·deviation`.
    static func uniform(_ values: inout [Double], deviation: Double, _ source: inout RandomSource) {
        let bound = 3.0.squareRoot() * deviation
        uniform(&values, -bound, bound, &source)
    }
}

extension SpecSchema.Attribute {
    /// `gain`, left to the activation that follows unless given.
    static let gain = SpecSchema.Attribute("gain", .number(.positive), default: .word("automatic"))
    /// `fan`: which fan keeps its spread, that of the forward or the backward pass.
    static let fan = SpecSchema.Attribute("fan", .word(["in", "out"]), default: .word("in"))
}
