/// Gates and state with their numbers.
extension GRU {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        func input(_ gate: String, _ number: Int) -> Arithmetic { .named("zₓ_" + gate, s.a[number * s.size + unit]) }
        func state(_ gate: String, _ number: Int) -> Arithmetic { .named("zₕ_" + gate, s.c[number * s.size + unit]) }
        func gate(_ name: String, _ number: Int) -> ExplainLine {
            ExplainLine(
                name, "σ(zₓ_\(name) + zₕ_\(name))", .function(.sigmoid, .sum([input(name, number), state(name, number)])),
                Double(s.gates[number * s.size + unit]), isStep: true)
        }
        let (reset, update) = (gate("r", 0), gate("z", 1))
        let candidate = ExplainLine(
            "n", "tanh(zₓ_n + r·zₕ_n)",
            .function(.tanh, .sum([input("n", 2), .product([.named("r", reset.value), state("n", 2)])])),
            Double(s.gates[2 * s.size + unit]), isStep: true)
        let z = Arithmetic.named("z", update.value)
        let state = Arithmetic.sum([
            .product([.difference(.constant(1), z), .named("n", candidate.value)]),
            .product([z, .named("h₋₁", s.hiddenBefore[unit])]),
        ])
        return [reset, update, candidate, ExplainLine("h", "(1 − z)·n + z·h₋₁", state, Double(s.hiddenAfter[unit]))]
    }
}
