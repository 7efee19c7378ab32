/// One element's loss with its numbers.
extension Hinge {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let margin = Arithmetic.difference(.named("margin", constant), .product([.named("t", t), .named("y", y)]))
        let isActive = constant - t * y > 0
        return ElementwiseExplanation(
            formula: "max(0, margin − t·y)", value: .largest([.constant(0), margin]),
            slopeFormula: isActive ? "−t" : "0, beyond the margin",
            slope: isActive ? .negative(.named("t", t)) : .constant(0))
    }
}
