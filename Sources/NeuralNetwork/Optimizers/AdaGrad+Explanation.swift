/// The sum of squares divides.
extension AdaGradOptimizer {
    func explain(_ update: ParameterUpdate) -> [ExplainLine] {
        var (lines, g) = update.decayed(spec.number("weightDecay"))
        let sum = update.slot(0, "s", "s + g²", .sum([.named("s", update.before[0]), .function(.square, g)]))
        var (rate, eta) = (update.rate, "η")
        let decay = spec.number("learningRateDecay")
        if decay != 0 {
            let line = ExplainLine(
                "η′", "η / (1 + (k − 1)·decay)",
                .quotient(
                    rate, .sum([.constant(1), .product([.named("k − 1", Double(update.step - 1)), .setting("decay", decay)])])))
            lines.append(line)
            (rate, eta) = (.named("η′", line.value), "η′")
        }
        let root = Arithmetic.sum([.function(.root, .named("s", sum.value)), .setting("ε", spec.number("epsilon"))])
        return lines + [sum] + update.change("−\(eta)·g / (√s + ε)", .negative(.quotient(.product([rate, g]), root)))
    }
}
