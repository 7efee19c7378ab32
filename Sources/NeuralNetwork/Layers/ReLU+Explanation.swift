/// ReLU with its numbers.
extension ReLU {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        return ElementwiseExplanation(
            formula: "max(0, x)", value: .largest([.constant(0), input]), slopeFormula: x > 0 ? "1, x > 0" : "0, x <= 0",
            slope: .constant(x > 0 ? 1 : 0))
    }
}
