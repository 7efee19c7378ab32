/// One element's loss with its numbers.
extension Hinge {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let margin = Arithmetic.difference(.named("margin", constant), .product([.named("y", t), .named("a", y)]))
        let isActive = constant - t * y > 0
        return ElementwiseExplanation(
            formula: "max(0, margin − y·a)", value: .largest([.constant(0), margin]),
            slopeFormula: isActive ? "−y" : "0, beyond the margin",
            slope: isActive ? .negative(.named("y", t)) : .constant(0))
    }
}
