/// LeakyReLU with its numbers.
extension LeakyReLU {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let slope = Arithmetic.named("slope", constants.x)
        return ElementwiseExplanation(
            formula: x > 0 ? "x, x > 0" : "slope·x, x <= 0", value: x > 0 ? input : .product([slope, input]),
            slopeFormula: x > 0 ? "1, x > 0" : "slope, x <= 0", slope: x > 0 ? .constant(1) : slope)
    }
}
