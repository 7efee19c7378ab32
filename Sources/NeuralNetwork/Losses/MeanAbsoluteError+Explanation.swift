/// One element's loss with its numbers.
extension MeanAbsoluteError {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let d = y < t ? Arithmetic.difference(.named("t", t), .named("y", y)) : .difference(.named("y", y), .named("t", t))
        return ElementwiseExplanation(
            formula: "|y − t|", value: d, slopeFormula: "sign(y − t)", slope: .constant(y > t ? 1 : y < t ? -1 : 0))
    }
}
