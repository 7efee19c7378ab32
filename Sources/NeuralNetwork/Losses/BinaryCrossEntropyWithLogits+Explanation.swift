/// One element's loss with its numbers.
extension BinaryCrossEntropyWithLogits {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let (logit, target) = (Arithmetic.named("y", y), Arithmetic.named("t", t))
        let size = y < 0 ? logit : Arithmetic.negative(logit)
        return ElementwiseExplanation(
            formula: "max(y, 0) − y·t + ln(1 + e^−|y|)",
            value: .sum([
                .largest([.constant(0), logit]), .negative(.product([logit, target])),
                .function(.logarithm, .sum([.constant(1), .function(.exponential, size)])),
            ]), slopeFormula: "σ(y) − t", slope: .difference(.function(.sigmoid, logit), target))
    }
}
