/// `Δw = −η·g`, or with the velocity in place of g.
extension SGDOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        let (lines, g) = update.decayed(spec.number("weightDecay"))
        let momentum = spec.number("momentum")
        guard momentum != 0 else { return lines + update.change("−η·g", .negative(.product([update.rate, g]))) }
        let mu = Arithmetic.setting("μ", momentum)
        let dampening = spec.number("dampening")
        let take = Arithmetic.difference(.constant(1), .setting("dampening", dampening))
        let velocity =
            update.step <= 1
            ? update.slot(0, "v", "g, the first time", g)
            : update.slot(
                0, "v", dampening == 0 ? "μ·v + g" : "μ·v + (1 − dampening)·g",
                .sum([.product([mu, .named("v", update.before[0])]), dampening == 0 ? g : .product([take, g])]))
        let v = Arithmetic.named("v", velocity.value)
        guard spec.flag("nesterov") else {
            return lines + [velocity] + update.change("−η·v", .negative(.product([update.rate, v])))
        }
        return lines + [velocity]
            + update.change("−η·(g + μ·v)", .negative(.product([update.rate, .sum([g, .product([mu, v])])])))
    }
}
