/// One element's loss with its numbers.
extension MeanAbsoluteError {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let d = y < t ? Arithmetic.difference(.named("y", t), .named("a", y)) : .difference(.named("a", y), .named("y", t))
        return ElementwiseExplanation(
            formula: "|a − y|", value: d, slopeFormula: "sign(a − y)", slope: .constant(y > t ? 1 : y < t ? -1 : 0))
    }
}
