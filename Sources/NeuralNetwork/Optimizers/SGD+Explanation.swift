/// `Δw = −η·g`, or with the velocity in place of g.
extension SGDOptimizer {
    func explain(_ moment: OptimizerMoment) -> [ExplainLine] {
        let (lines, g) = moment.decayed(spec.number("weightDecay"))
        let momentum = spec.number("momentum")
        guard momentum != 0 else { return lines + moment.change("−η·g", .negative(.product([moment.rate, g]))) }
        let mu = Arithmetic.named("μ", momentum)
        let take = 1 - spec.number("dampening")
        let velocity =
            moment.step <= 1
            ? moment.slot(0, "v", "g, the first time", g)
            : moment.slot(
                0, "v", take == 1 ? "μ·v + g" : "μ·v + (1 − dampening)·g",
                .sum([
                    .product([mu, .named("v", moment.before[0])]), take == 1 ? g : .product([.named("1 − dampening", take), g]),
                ]))
        let v = Arithmetic.named("v", velocity.value)
        guard spec.flag("nesterov") else {
            return lines + [velocity] + moment.change("−η·v", .negative(.product([moment.rate, v])))
        }
        return lines + [velocity]
            + moment.change("−η·(g + μ·v)", .negative(.product([moment.rate, .sum([g, .product([mu, v])])])))
    }
}
