/// ReLU with its numbers.
extension ReLU {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let isPositive = element.z > 0
        return ElementwiseExplanation(
            formula: formula(element.name), value: .largest([.constant(0), element.input]),
            slopeFormula: isPositive ? "1, \(element.name) > 0" : "0, \(element.name) <= 0", slope: .constant(isPositive ? 1 : 0))
    }
}
