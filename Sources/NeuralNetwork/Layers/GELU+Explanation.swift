/// GELU with its numbers.
extension GELU {
    public static func explanation(x: Double, y: Double, unit: Int, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let input = Arithmetic.named("x", x, .input(unit))
        let half = Arithmetic.constant(0.5)
        guard constants.x != 0 else {
            let distribution = Arithmetic.product([
                half, .sum([.constant(1), .function(.erf, .quotient(input, .function(.root, .constant(2))))]),
            ])
            let density = Arithmetic.product([
                .named("1/√2π", 0.398942280401432677939946),
                .function(.exponential, .product([.constant(-0.5), .function(.square, input)])),
            ])
            return ElementwiseExplanation(
                formula: "x·Φ(x), Φ = ½(1 + erf(x/√2))", value: .product([input, distribution]), slopeFormula: "Φ(x) + x·φ(x)",
                slope: .sum([distribution, .product([input, density])]))
        }
        let root = Arithmetic.named("√(2/π)", 0.7978845608028653559)
        let cubic = Arithmetic.named("0.044715", 0.044715)
        let square = Arithmetic.function(.square, input)
        let tanh = Arithmetic.function(.tanh, .product([root, .sum([input, .product([cubic, input, square])])]))
        let inner = Arithmetic.product([root, .sum([.constant(1), .product([.constant(3), cubic, square])])])
        let bend = Arithmetic.difference(.constant(1), .function(.square, tanh))
        return ElementwiseExplanation(
            formula: "½x·(1 + t), t = tanh(√(2/π)(x + 0.044715x³))", value: .product([half, input, .sum([.constant(1), tanh])]),
            slopeFormula: "½(1 + t) + ½x·(1 − t²)·√(2/π)(1 + 3·0.044715x²)",
            slope: .sum([.product([half, .sum([.constant(1), tanh])]), .product([half, input, bend, inner])]))
    }
}
