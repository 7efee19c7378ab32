/// SiLU with its numbers.
extension SiLU {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let gate = Arithmetic.function(.sigmoid, input)
        return ElementwiseExplanation(
            formula: "x·σ(x)", value: .product([input, gate]), slopeFormula: "σ·(1 + x·(1 − σ))",
            slope: .product([gate, .sum([.constant(1), .product([input, .difference(.constant(1), gate)])])]))
    }
}
