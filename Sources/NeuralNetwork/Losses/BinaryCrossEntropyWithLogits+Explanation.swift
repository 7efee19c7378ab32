/// One element's loss with its numbers.
extension BinaryCrossEntropyWithLogits {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let (logit, target) = (Arithmetic.named("z", y), Arithmetic.named("y", t))
        let size = y < 0 ? logit : Arithmetic.negative(logit)
        return ElementwiseExplanation(
            formula: "max(z, 0) − z·y + ln(1 + e^−|z|)",
            value: .sum([
                .largest([.constant(0), logit]), .negative(.product([logit, target])),
                .function(.logarithm, .sum([.constant(1), .function(.exponential, size)])),
            ]), slopeFormula: "σ(z) − y", slope: .difference(.function(.sigmoid, logit), target))
    }
}
