/// Steps as large as those before, in the gradient's own measure.
extension AdaDeltaOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        let (lines, g) = update.decayed(spec.number("weightDecay"))
        let rho = Arithmetic.setting("ρ", spec.number("rho"))
        let take = Arithmetic.difference(.constant(1), rho)
        let epsilon = Arithmetic.setting("ε", spec.number("epsilon"))
        func mean(_ slot: Int, _ name: String, _ of: String, _ square: Arithmetic) -> ExplainLine {
            update.slot(
                slot, name, "ρ·\(name) + (1 − ρ)·\(of)²",
                .sum([.product([rho, .named(name, update.before[slot])]), .product([take, square])]))
        }
        let v = mean(0, "v", "g", .function(.square, g))
        let d = ExplainLine(
            "d", "√(u + ε) / √(v + ε)·g",
            .product([
                .quotient(
                    .function(.root, .sum([.named("u", update.before[1]), epsilon])),
                    .function(.root, .sum([.named("v", v.value), epsilon]))),
                g,
            ]))
        let u = mean(1, "u", "d", .function(.square, .named("d", d.value)))
        return lines + [v, d, u] + update.change("−η·d", .negative(.product([update.rate, .named("d", d.value)])))
    }
}
