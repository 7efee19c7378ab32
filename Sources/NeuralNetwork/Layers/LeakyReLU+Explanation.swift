/// LeakyReLU with its numbers.
extension LeakyReLU {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let name = element.name
        let slope = Arithmetic.named("slope", constants.x)
        guard element.z <= 0 else {
            return ElementwiseExplanation(
                formula: "\(name), \(name) > 0", value: element.input, slopeFormula: "1, \(name) > 0", slope: .constant(1))
        }
        return ElementwiseExplanation(
            formula: "slope·\(name), \(name) <= 0", value: .product([slope, element.input]),
            slopeFormula: "slope, \(name) <= 0", slope: slope)
    }
}
