/// ELU with its numbers.
extension ELU {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let alpha = Arithmetic.named("α", constants.x)
        let power = Arithmetic.function(.exponential, input)
        return ElementwiseExplanation(
            formula: x > 0 ? "x, x > 0" : "α·(eˣ − 1), x <= 0",
            value: x > 0 ? input : .product([alpha, .difference(power, .constant(1))]),
            slopeFormula: x > 0 ? "1, x > 0" : "α·eˣ, x <= 0", slope: x > 0 ? .constant(1) : .product([alpha, power]))
    }
}
