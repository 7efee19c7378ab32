/// Tanh with its numbers.
extension Tanh {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        return ElementwiseExplanation(
            formula: "tanh x", value: .function(.tanh, input), slopeFormula: "1 − y²",
            slope: .difference(.constant(1), .function(.square, .named("y", y, .output(unit)))))
    }
}
