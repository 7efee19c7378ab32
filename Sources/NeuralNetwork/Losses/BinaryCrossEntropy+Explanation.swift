/// One element's loss with its numbers.
extension BinaryCrossEntropy {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let (p, target) = (Arithmetic.named("y", y), Arithmetic.named("t", t))
        let (no, rest) = (Arithmetic.difference(.constant(1), p), Arithmetic.difference(.constant(1), target))
        func logarithm(_ a: Arithmetic) -> Arithmetic { .largest([.constant(-100), .function(.logarithm, a)]) }
        return ElementwiseExplanation(
            formula: "−(t·ln y + (1 − t)·ln(1 − y))",
            value: .negative(.sum([.product([target, logarithm(p)]), .product([rest, logarithm(no)])])),
            slopeFormula: "(y − t) / (y(1 − y))",
            slope: .quotient(.difference(p, target), .largest([.constant(9.999999960041972e-13), .product([p, no])])))
    }
}
