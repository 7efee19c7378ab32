/// Softplus with its numbers.
extension Softplus {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let (z, name) = (element.input, element.name)
        let beta = Arithmetic.named("β", constants.x)
        let scaled = Arithmetic.product([beta, z])
        guard constants.x * element.z <= constants.y else {
            return ElementwiseExplanation(
                formula: "\(name), above the threshold", value: z, slopeFormula: "1, above the threshold", slope: .constant(1))
        }
        return ElementwiseExplanation(
            formula: formula(name),
            value: .quotient(.function(.logarithm, .sum([.constant(1), .function(.exponential, scaled)])), beta),
            slopeFormula: "σ(β·\(name))", slope: .function(.sigmoid, scaled))
    }
}
