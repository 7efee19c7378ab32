/// One element's loss with its numbers: of a yes or no only the half that is not 0.
extension BinaryCrossEntropy {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let (output, target) = (Arithmetic.named("a", a), Arithmetic.named("y", y))
        let (no, rest) = (Arithmetic.difference(.constant(1), output), Arithmetic.difference(.constant(1), target))
        func logarithm(_ part: Arithmetic) -> Arithmetic {
            let own = Arithmetic.function(.logarithm, part)
            return part.value < 1e-40 ? .largest([.constant(-100), own]) : own
        }
        let slope = Arithmetic.quotient(
            .difference(output, target),
            a * (1 - a) < 1e-12 ? .largest([.constant(9.999999960041972e-13), .product([output, no])]) : .product([output, no]))
        guard y == 0 || y == 1 else {
            return ElementwiseExplanation(
                formula: "−(y·ln a + (1 − y)·ln(1 − a))",
                value: .negative(.sum([.product([target, logarithm(output)]), .product([rest, logarithm(no)])])),
                slopeFormula: "(a − y) / (a·(1 − a))", slope: slope)
        }
        return ElementwiseExplanation(
            formula: y == 1 ? "−ln a" : "−ln(1 − a)", value: .negative(logarithm(y == 1 ? output : no)),
            slopeFormula: "(a − y) / (a·(1 − a))", slope: slope)
    }
}
