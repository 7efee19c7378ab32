/// ELU with its numbers.
extension ELU {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let (z, name) = (element.input, element.name)
        let alpha = Arithmetic.named("α", constants.x)
        let power = Arithmetic.function(.exponential, z)
        guard element.z <= 0 else {
            return ElementwiseExplanation(
                formula: "\(name), \(name) > 0", value: z, slopeFormula: "1, \(name) > 0", slope: .constant(1))
        }
        return ElementwiseExplanation(
            formula: "α·(e^\(name) − 1), \(name) <= 0", value: .product([alpha, .difference(power, .constant(1))]),
            slopeFormula: "α·e^\(name), \(name) <= 0", slope: .product([alpha, power]))
    }
}
