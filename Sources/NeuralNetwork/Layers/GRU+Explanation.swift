/// Gates and state with their numbers.
extension GRU {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        func part(_ letter: String, _ number: Int) -> Arithmetic {
            .named(letter, letter == "a" ? s.a[number * s.size + unit] : s.c[number * s.size + unit])
        }
        func gate(_ name: String, _ number: Int) -> ExplainLine {
            ExplainLine(
                name, "σ(a + c)", .function(.sigmoid, .sum([part("a", number), part("c", number)])),
                Double(s.gates[number * s.size + unit]))
        }
        let (reset, update) = (gate("r", 0), gate("z", 1))
        let candidate = ExplainLine(
            "n", "tanh(a + r·c)", .function(.tanh, .sum([part("a", 2), .product([.named("r", reset.value), part("c", 2)])])),
            Double(s.gates[2 * s.size + unit]))
        let z = Arithmetic.named("z", update.value)
        let state = Arithmetic.sum([
            .product([.difference(.constant(1), z), .named("n", candidate.value)]),
            .product([z, .named("h₋₁", s.hiddenBefore[unit])]),
        ])
        return [reset, update, candidate, ExplainLine("h", "(1 − z)·n + z·h₋₁", state, Double(s.hiddenAfter[unit]))]
    }
}
