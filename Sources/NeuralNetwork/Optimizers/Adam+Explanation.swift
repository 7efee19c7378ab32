import ElementaryFunctions

/// Moments, their correction, and the step they make.
extension AdamOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        let isDecoupled = spec.name == "adamw"
        let decay = spec.number("weightDecay")
        var (lines, g) = update.decayed(isDecoupled ? 0 : decay)
        lines += update.moments(spec, g)
        let (m, v) = (lines[lines.count - 2].value, lines[lines.count - 1].value)
        var (name, second) = ("v", v)
        if spec.flag("amsgrad") {
            let largest = update.slot(2, "v max", "max(v max, v)", .largest([.named("v max", update.before[2]), .named("v", v)]))
            lines.append(largest)
            (name, second) = ("v max", largest.value)
        }
        let k = Double(max(1, update.step))
        let first = ExplainLine(
            "m̂", "m / (1 − β₁ᵏ)",
            .quotient(.named("m", m), .difference(.constant(1), .named("β₁ᵏ", Elementary.pow(spec.number("beta1"), k)))))
        let corrected = ExplainLine(
            "v̂", "\(name) / (1 − β₂ᵏ)",
            .quotient(.named(name, second), .difference(.constant(1), .named("β₂ᵏ", Elementary.pow(spec.number("beta2"), k)))))
        let step = Arithmetic.quotient(
            .product([update.rate, .named("m̂", first.value)]),
            .sum([.function(.root, .named("v̂", corrected.value)), .setting("ε", spec.number("epsilon"))]))
        guard isDecoupled, decay != 0 else {
            return lines + [first, corrected] + update.change("−η·m̂ / (√v̂ + ε)", .negative(step))
        }
        let shrink = Arithmetic.product([update.rate, .setting("λ", decay), .named("w", update.weight)])
        return lines + [first, corrected] + update.change("−η·λ·w − η·m̂ / (√v̂ + ε)", .sum([.negative(shrink), .negative(step)]))
    }
}

extension ParameterUpdate {
    /// The running means of g and g².
    func moments(_ spec: OptimizerSpec, _ g: Arithmetic) -> [ExplainLine] {
        func mean(_ slot: Int, _ name: String, _ beta: String, _ value: Double, _ of: String, _ new: Arithmetic) -> ExplainLine {
            let factor = Arithmetic.setting(beta, value)
            return self.slot(
                slot, name, "\(beta)·\(name) + (1 − \(beta))·\(of)",
                .sum([.product([factor, .named(name, before[slot])]), .product([.difference(.constant(1), factor), new])]))
        }
        return [
            mean(0, "m", "β₁", spec.number("beta1"), "g", g),
            mean(1, "v", "β₂", spec.number("beta2"), "g²", .function(.square, g)),
        ]
    }
}
