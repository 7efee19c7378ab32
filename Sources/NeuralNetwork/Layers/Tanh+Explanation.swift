/// Tanh with its numbers.
extension Tanh {
    public static func explanation(_ element: FunctionElement, constants: SIMD2<Double>) -> ElementwiseExplanation {
        ElementwiseExplanation(
            formula: "", value: .function(.tanh, element.input), slopeFormula: "1 − \(element.outputName)²",
            slope: .difference(.constant(1), .function(.square, element.output)))
    }
}
