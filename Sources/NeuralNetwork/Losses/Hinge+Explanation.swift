/// One element's loss with its numbers.
extension Hinge {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let margin = Arithmetic.difference(.named("margin", constant), .product([.named("y", y), .named("a", a)]))
        let isActive = constant - y * a > 0
        return ElementwiseExplanation(
            formula: "max(0, margin − y·a)", value: .largest([.constant(0), margin]),
            slopeFormula: isActive ? "−y" : "0, beyond the margin",
            slope: isActive ? .negative(.named("y", y)) : .constant(0))
    }
}
