/// `Δw = −η·g`, or with the velocity in place of g.
extension SGDOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        let (lines, g) = update.decayed(spec.number("weightDecay"))
        let momentum = spec.number("momentum")
        guard momentum != 0 else { return lines + update.change("−η·g", .negative(.product([update.rate, g]))) }
        let mu = Arithmetic.named("μ", momentum)
        let take = 1 - spec.number("dampening")
        let velocity =
            update.step <= 1
            ? update.slot(0, "v", "g, the first time", g)
            : update.slot(
                0, "v", take == 1 ? "μ·v + g" : "μ·v + (1 − dampening)·g",
                .sum([
                    .product([mu, .named("v", update.before[0])]), take == 1 ? g : .product([.named("1 − dampening", take), g]),
                ]))
        let v = Arithmetic.named("v", velocity.value)
        guard spec.flag("nesterov") else {
            return lines + [velocity] + update.change("−η·v", .negative(.product([update.rate, v])))
        }
        return lines + [velocity]
            + update.change("−η·(g + μ·v)", .negative(.product([update.rate, .sum([g, .product([mu, v])])])))
    }
}
