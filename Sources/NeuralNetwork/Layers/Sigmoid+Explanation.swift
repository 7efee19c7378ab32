/// Sigmoid with its numbers.
extension Sigmoid {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        let a = element.outputName
        return ElementwiseExplanation(
            formula: "1 / (1 + e^−\(element.name))", value: .function(.sigmoid, element.input), slopeFormula: "\(a)·(1 − \(a))",
            slope: .product([element.output, .difference(.constant(1), element.output)]))
    }
}
