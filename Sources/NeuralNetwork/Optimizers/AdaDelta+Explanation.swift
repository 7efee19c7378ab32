/// Steps as large as those before, in the gradient's own measure.
extension AdaDeltaOptimizer {
    func explain(_ moment: OptimizerMoment) -> [ExplainLine] {
        let (lines, g) = moment.decayed(spec.number("weightDecay"))
        let rho = Arithmetic.named("ρ", spec.number("rho"))
        let take = Arithmetic.difference(.constant(1), rho)
        let epsilon = Arithmetic.named("ε", spec.number("epsilon"))
        func mean(_ slot: Int, _ name: String, _ of: String, _ square: Arithmetic) -> ExplainLine {
            moment.slot(
                slot, name, "ρ·\(name) + (1 − ρ)·\(of)²",
                .sum([.product([rho, .named(name, moment.before[slot])]), .product([take, square])]))
        }
        let v = mean(0, "v", "g", .function(.square, g))
        let d = ExplainLine(
            "d", "√(u + ε) / √(v + ε)·g",
            .product([
                .quotient(
                    .function(.root, .sum([.named("u", moment.before[1]), epsilon])),
                    .function(.root, .sum([.named("v", v.value), epsilon]))),
                g,
            ]))
        let u = mean(1, "u", "d", .function(.square, .named("d", d.value)))
        return lines + [v, d, u] + moment.change("−η·d", .negative(.product([moment.rate, .named("d", d.value)])))
    }
}
