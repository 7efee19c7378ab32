/// One element's loss with its numbers.
extension MeanSquaredError {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let difference = Arithmetic.difference(.named("a", a), .named("y", y))
        return ElementwiseExplanation(
            formula: "(a − y)²", value: .function(.square, difference), slopeFormula: "2(a − y)",
            slope: .product([.constant(2), difference]))
    }
}
