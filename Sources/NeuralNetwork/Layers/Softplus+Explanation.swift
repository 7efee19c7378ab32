/// Softplus with its numbers.
extension Softplus {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let beta = Arithmetic.named("β", constants.x)
        let scaled = Arithmetic.product([beta, input])
        guard constants.x * x <= constants.y else {
            return ElementwiseExplanation(formula: "x, above the threshold", value: input, slopeFormula: "1", slope: .constant(1))
        }
        return ElementwiseExplanation(
            formula: "ln(1 + e^(βx)) / β",
            value: .quotient(.function(.logarithm, .sum([.constant(1), .function(.exponential, scaled)])), beta),
            slopeFormula: "σ(βx)", slope: .function(.sigmoid, scaled))
    }
}
