/// One element's loss with its numbers.
extension MeanAbsoluteError {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let size = a < y ? Arithmetic.difference(.named("y", y), .named("a", a)) : .difference(.named("a", a), .named("y", y))
        return ElementwiseExplanation(
            formula: "|a − y|", value: size, slopeFormula: "sign(a − y)", slope: .constant(a > y ? 1 : a < y ? -1 : 0))
    }
}
