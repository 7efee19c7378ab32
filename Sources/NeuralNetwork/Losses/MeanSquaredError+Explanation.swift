/// One element's loss with its numbers.
extension MeanSquaredError {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let d = Arithmetic.difference(.named("a", y), .named("y", t))
        return ElementwiseExplanation(
            formula: "(a − y)²", value: .function(.square, d), slopeFormula: "2(a − y)", slope: .product([.constant(2), d]))
    }
}
