/// The sum of squares divides.
extension AdaGradOptimizer {
    func explain(_ moment: OptimizerMoment) -> [ExplainLine] {
        var (lines, g) = moment.decayed(spec.number("weightDecay"))
        let sum = moment.slot(0, "s", "s + g²", .sum([.named("s", moment.before[0]), .function(.square, g)]))
        var rate = moment.rate
        let decay = spec.number("learningRateDecay")
        if decay != 0 {
            let line = ExplainLine(
                "η′", "η / (1 + (k − 1)·decay)",
                .quotient(
                    rate, .sum([.constant(1), .product([.named("k − 1", Double(moment.step - 1)), .named("decay", decay)])])))
            lines.append(line)
            rate = .named("η′", line.value)
        }
        let root = Arithmetic.sum([.function(.root, .named("s", sum.value)), .named("ε", spec.number("epsilon"))])
        return lines + [sum] + moment.change("−η·g / (√s + ε)", .negative(.quotient(.product([rate, g]), root)))
    }
}
