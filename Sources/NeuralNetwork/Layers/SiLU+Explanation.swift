/// SiLU with its numbers.
extension SiLU {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let (z, name) = (element.input, element.name)
        let gate = Arithmetic.function(.sigmoid, z)
        return ElementwiseExplanation(
            formula: formula(name), value: .product([z, gate]), slopeFormula: "σ·(1 + \(name)·(1 − σ)), σ = σ(\(name))",
            slope: .product([gate, .sum([.constant(1), .product([z, .difference(.constant(1), gate)])])]))
    }
}
