/// One element's loss with its numbers: of a yes or no only the half that is not 0.
extension BinaryCrossEntropyWithLogits {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let (logit, target) = (Arithmetic.named("z", a), Arithmetic.named("y", y))
        let (p, no) = (Arithmetic.named("p", sigmoid(a)), Arithmetic.named("1 − p", sigmoid(-a)))
        let slope = Arithmetic.difference(p, target)
        guard y == 0 || y == 1, abs(a) < 700 else {
            let size = a < 0 ? logit : Arithmetic.negative(logit)
            return ElementwiseExplanation(
                formula: "max(z, 0) − z·y + ln(1 + e^−|z|)",
                value: .sum([
                    .largest([.constant(0), logit]), .negative(.product([logit, target])),
                    .function(.logarithm, .sum([.constant(1), .function(.exponential, size)])),
                ]), slopeFormula: "p − y", slope: slope)
        }
        return ElementwiseExplanation(
            formula: y == 1 ? "−ln p" : "−ln(1 − p)", value: .negative(.function(.logarithm, y == 1 ? p : no)),
            slopeFormula: "p − y", slope: slope)
    }

    public static func explainOutput(_ z: Double, _ origin: ExplainFactor.Origin) -> ExplainLine? {
        ExplainLine("p", "σ(z) = 1 / (1 + e^−z)", .function(.sigmoid, .named("z", z, origin)))
    }

    private static func sigmoid(_ z: Double) -> Double { Arithmetic.Function.sigmoid(z) }
}
