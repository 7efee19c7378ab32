/// A function of one number and its slope there, each as a formula and with its numbers.
public struct ElementwiseExplanation: Hashable, Sendable {
    /// `tanh x`
    public let formula: String
    /// The same with the number.
    public let value: Arithmetic
    /// `1 − y²`
    public let slopeFormula: String
    /// The slope with its numbers.
    public let slope: Arithmetic
}

/// The lines of the signal and of the error, which the slope multiplies: `y = f(x)`, `∂L/∂x = ∂L/∂y · f′(x)`.
extension ActivationLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let explanation = explanation(unit, in: pass)
        return [ExplainLine("y", explanation.formula, explanation.value, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let explanation = explanation(unit, in: pass)
        let slope = ExplainLine("f′(x)", explanation.slopeFormula, explanation.slope)
        let product = Arithmetic.product([.named("∂L/∂y", dy[unit], .outputGradient(unit)), .named("f′(x)", slope.value)])
        return [slope, ExplainLine("∂L/∂x", "∂L/∂y·f′(x)", product, Double(dx[unit]))]
    }

    var isElementwise: Bool { true }

    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { explanation(unit, in: pass).slope.value }

    private func explanation(_ unit: Int, in pass: LayerPass<Scalar>) -> ElementwiseExplanation {
        Function.explanation(x: Double(pass.input[unit]), y: Double(pass.output[unit]), unit: unit, constants: constants)
    }
}
