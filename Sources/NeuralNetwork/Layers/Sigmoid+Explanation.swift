/// Sigmoid with its numbers.
extension Sigmoid {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let output = Arithmetic.named("y", y, .output(unit))
        return ElementwiseExplanation(
            formula: "σ(x)", value: .function(.sigmoid, input), slopeFormula: "y·(1 − y)",
            slope: .product([output, .difference(.constant(1), output)]))
    }
}
