import ElementaryFunctions

/// Adam's moments, looking ahead along the first.
extension NAdamOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        let (start, g) = update.decayed(spec.number("weightDecay"))
        let lines = start + update.moments(spec, g)
        let (m, v) = (lines[lines.count - 2].value, lines[lines.count - 1].value)
        func momentum(_ k: Int) -> Double {
            spec.number("beta1") * (1 - 0.5 * Elementary.pow(0.96, Double(k) * spec.number("momentumDecay")))
        }
        let (now, next, product) = (momentum(update.step), momentum(update.step + 1), update.scalars.first ?? 1)
        let ahead = ExplainLine(
            "m̂", "(1 − μ)/(1 − M)·g + μ′/(1 − M·μ′)·m",
            .sum([
                .product([
                    .quotient(.difference(.constant(1), .setting("μ", now)), .difference(.constant(1), .setting("M", product))),
                    g,
                ]),
                .product([
                    .quotient(
                        .setting("μ′", next), .difference(.constant(1), .product([.setting("M", product), .setting("μ′", next)]))),
                    .named("m", m),
                ]),
            ]))
        let corrected = ExplainLine(
            "v̂", "v / (1 − β₂ᵏ)",
            .quotient(
                .named("v", v),
                .difference(.constant(1), .named("β₂ᵏ", Elementary.pow(spec.number("beta2"), Double(max(1, update.step)))))))
        let step = Arithmetic.quotient(
            .product([update.rate, .named("m̂", ahead.value)]),
            .sum([.function(.root, .named("v̂", corrected.value)), .setting("ε", spec.number("epsilon"))]))
        return lines + [ahead, corrected] + update.change("−η·m̂ / (√v̂ + ε)", .negative(step))
    }
}
