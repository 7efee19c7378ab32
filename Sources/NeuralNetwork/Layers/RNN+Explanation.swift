/// The state with its numbers.
extension RNN {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        let sum = Arithmetic.sum([.named("zₓ", s.a[unit]), .named("zₕ", s.c[unit])])
        return [
            ExplainLine(
                "h", variant == 0 ? "tanh(zₓ + zₕ)" : "max(0, zₓ + zₕ)",
                variant == 0 ? .function(.tanh, sum) : .largest([.constant(0), sum]),
                Double(s.hiddenAfter[unit]))
        ]
    }
}
