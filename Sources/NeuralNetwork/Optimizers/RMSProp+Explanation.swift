/// The running mean of squares divides.
extension RMSPropOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        var (lines, g) = update.decayed(spec.number("weightDecay"))
        let alpha = Arithmetic.setting("α", spec.number("alpha"))
        let take = Arithmetic.difference(.constant(1), alpha)
        let v = update.slot(
            0, "v", "α·v + (1 − α)·g²",
            .sum([.product([alpha, .named("v", update.before[0])]), .product([take, .function(.square, g)])]))
        lines.append(v)
        var variance = Arithmetic.named("v", v.value)
        if spec.flag("centered") {
            let m = update.slot(
                1, "m", "α·m + (1 − α)·g", .sum([.product([alpha, .named("m", update.before[1])]), .product([take, g])]))
            lines.append(m)
            variance = .difference(variance, .function(.square, .named("m", m.value)))
        }
        let formula = spec.flag("centered") ? "g / (√(v − m²) + ε)" : "g / (√v + ε)"
        var d = ExplainLine(
            "d", formula, .quotient(g, .sum([.function(.root, variance), .setting("ε", spec.number("epsilon"))])))
        lines.append(d)
        let momentum = spec.number("momentum")
        if momentum > 0 {
            let slot = update.before.count - 1
            d = update.slot(
                slot, "b", "μ·b + d",
                .sum([.product([.setting("μ", momentum), .named("b", update.before[slot])]), .named("d", d.value)]))
            lines.append(d)
        }
        return lines + update.change("−η·\(d.name)", .negative(.product([update.rate, .named(d.name, d.value)])))
    }
}
