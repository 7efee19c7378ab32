/// Gates, cell and state with their numbers.
extension LSTM {
    public static func explain<Scalar: NetworkScalar>(_ unit: Int, _ s: CellStep<Scalar>, variant: Int) -> [ExplainLine] {
        func gate(_ name: String, _ number: Int, _ function: Arithmetic.Function) -> ExplainLine {
            let place = number * s.size + unit
            return ExplainLine(
                name, "\(function.rawValue)(a + c)",
                .function(function, .sum([.named("a", s.a[place]), .named("c", s.c[place])])),
                Double(s.gates[place]))
        }
        let gates = [gate("i", 0, .sigmoid), gate("f", 1, .sigmoid), gate("g", 2, .tanh), gate("o", 3, .sigmoid)]
        func value(_ index: Int) -> Arithmetic { .named(gates[index].name, gates[index].value) }
        let cell = ExplainLine(
            "cell", "f·cell₋₁ + i·g",
            .sum([.product([value(1), .named("cell₋₁", s.cellBefore[unit])]), .product([value(0), value(2)])]),
            Double(s.cellAfter[unit]))
        return gates + [
            cell,
            ExplainLine(
                "h", "o·tanh(cell)", .product([value(3), .function(.tanh, .named("cell", cell.value))]),
                Double(s.hiddenAfter[unit])),
        ]
    }
}
