import Dashboard
import Testing

/// Where formulas are broken.
struct FormulaTextTests {
    @Test(arguments: [
        ("Δw = −η·m′ / (√v′ + ε)", 30, ["Δw = −η·m′ / (√v′ + ε)"]),
        ("Δw = −η·m′ / (√v′ + ε)", 18, ["Δw = −η·m′", "  / (√v′ + ε)"]),
        ("= −0.001·(−0.00438)/(√3.8e-5 + 1.0e-8)", 24, ["= −0.001·(−0.00438)", "  /(√3.8e-5 + 1.0e-8)"]),
        ("= 0.9·(−0.00332) + (1 − 0.9)·(−0.00910)", 26, ["= 0.9·(−0.00332)", "  + (1 − 0.9)·(−0.00910)"]),
        ("∂L/∂a = Σ ∂L/∂y of the windows that it is in", 24, ["∂L/∂a = Σ ∂L/∂y of the", "  windows that it is in"]),
        ("σ(0.436 + 0.195)", 12, ["σ(0.436", "  + 0.195)"]), ("abcdefghijkl", 8, ["abcdefgh", "ijkl"]), ("", 8, [""]),
    ])
    func breaksBeforeOperatorsOutsideOfBrackets(_ text: String, _ width: Int, _ lines: [String]) {
        #expect(FormulaText.wrapped(text, to: width) == lines)
    }

    @Test(arguments: 1...60)
    func losesNothingAndKeepsToItsWidth(_ width: Int) {
        for text in [
            "m = β₁·m + (1 − β₁)·g", "−0.00100·(−0.00438)/(√(3.88e-5 + 2·(1 − 0.5)) + 1.00e-8)",
            "yᵢ of all, with nothing to break at it",
        ] {
            let lines = FormulaText.wrapped(text, to: width)
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            #expect(lines.allSatisfy { $0.count <= max(width, FormulaText.indent + 1) })
        }
    }

    @Test(arguments: [
        ("1, z > 0", ""), ("leakyRelu(z) = z, z > 0", "leakyRelu(z)"), ("relu(z) = max(0, z)", "relu(z) = max(0, z)"),
        ("w₁[0,1]·x", "w₁[0,1]·x"), ("1 − a²", "1 − a²"),
    ])
    func whatHoldsInOneCaseIsLeftOut(_ formula: String, _ rest: String) { #expect(FormulaText.withoutCase(formula) == rest) }
}
