/// One element's loss with its numbers.
extension MeanSquaredError {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let d = Arithmetic.difference(.named("y", y), .named("t", t))
        return ElementwiseExplanation(
            formula: "(y − t)²", value: .function(.square, d), slopeFormula: "2(y − t)", slope: .product([.constant(2), d]))
    }
}
