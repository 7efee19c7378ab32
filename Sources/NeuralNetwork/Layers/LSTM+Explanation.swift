/// Gates, cell and state with their numbers.
extension LSTM {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        func gate(_ name: String, _ number: Int, _ function: Arithmetic.Function) -> ExplainLine {
            let place = number * s.size + unit
            return ExplainLine(
                name, "\(function.rawValue)(zₓ_\(name) + zₕ_\(name))",
                .function(function, .sum([.named("zₓ_\(name)", s.a[place]), .named("zₕ_\(name)", s.c[place])])),
                Double(s.gates[place]), isStep: true)
        }
        let gates = [gate("i", 0, .sigmoid), gate("f", 1, .sigmoid), gate("g", 2, .tanh), gate("o", 3, .sigmoid)]
        func value(_ index: Int) -> Arithmetic { .named(gates[index].name, gates[index].value) }
        let cell = ExplainLine(
            "c", "f·c₋₁ + i·g",
            .sum([.product([value(1), .named("c₋₁", s.cellBefore[unit])]), .product([value(0), value(2)])]),
            Double(s.cellAfter[unit]), isStep: true)
        return gates + [
            cell,
            ExplainLine(
                "h", "o·tanh(c)", .product([value(3), .function(.tanh, .named("c", cell.value))]),
                Double(s.hiddenAfter[unit])),
        ]
    }
}
