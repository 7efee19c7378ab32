/// The state with its numbers.
extension RNN {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        let sum = Arithmetic.sum([.named("a", s.a[unit]), .named("c", s.c[unit])])
        return [
            ExplainLine(
                "h", variant == 0 ? "tanh(a + c)" : "max(0, a + c)",
                variant == 0 ? .function(.tanh, sum) : .largest([.constant(0), sum]),
                Double(s.hiddenAfter[unit]))
        ]
    }
}
