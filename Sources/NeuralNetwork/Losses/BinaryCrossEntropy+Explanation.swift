/// One element's loss with its numbers.
extension BinaryCrossEntropy {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let (p, target) = (Arithmetic.named("a", y), Arithmetic.named("y", t))
        let (no, rest) = (Arithmetic.difference(.constant(1), p), Arithmetic.difference(.constant(1), target))
        func logarithm(_ a: Arithmetic) -> Arithmetic { .largest([.constant(-100), .function(.logarithm, a)]) }
        return ElementwiseExplanation(
            formula: "−(y·ln a + (1 − y)·ln(1 − a))",
            value: .negative(.sum([.product([target, logarithm(p)]), .product([rest, logarithm(no)])])),
            slopeFormula: "(a − y) / (a(1 − a))",
            slope: .quotient(.difference(p, target), .largest([.constant(9.999999960041972e-13), .product([p, no])])))
    }
}
