/// GELU with its numbers.
extension GELU {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let (input, z) = (element.input, element.name)
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
                formula: "\(z)·Φ(\(z)), Φ(\(z)) = ½(1 + erf(\(z)/√2))", value: .product([input, distribution]),
                slopeFormula: "Φ(\(z)) + \(z)·φ(\(z))",
                slope: .sum([distribution, .product([input, density])]))
        }
        let root = Arithmetic.named("√(2/π)", 0.7978845608028653559)
        let cubic = Arithmetic.named("0.044715", 0.044715)
        let square = Arithmetic.function(.square, input)
        let tanh = Arithmetic.function(.tanh, .product([root, .sum([input, .product([cubic, input, square])])]))
        let inner = Arithmetic.product([root, .sum([.constant(1), .product([.constant(3), cubic, square])])])
        let bend = Arithmetic.difference(.constant(1), .function(.square, tanh))
        return ElementwiseExplanation(
            formula: "½·\(z)·(1 + t), t = tanh(√(2/π)·(\(z) + 0.044715·\(z)³))",
            value: .product([half, input, .sum([.constant(1), tanh])]),
            slopeFormula: "½(1 + t) + ½·\(z)·(1 − t²)·√(2/π)·(1 + 3·0.044715·\(z)²)",
            slope: .sum([.product([half, .sum([.constant(1), tanh])]), .product([half, input, bend, inner])]))
    }
}
