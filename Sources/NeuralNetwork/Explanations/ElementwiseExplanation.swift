/// A function of one number and its slope there, each as a formula and with its numbers.
public struct ElementwiseExplanation: Hashable, Sendable {
    /// The function's formula, `max(0, z)`; empty where its name says all.
    public let formula: String
    /// The same with the number.
    public let value: Arithmetic
    /// `1 − a²`
    public let slopeFormula: String
    /// The slope with its numbers.
    public let slope: Arithmetic
}

/// One number that goes into a function, and what comes out, with their letters.
public struct FunctionElement: Sendable {
    /// The number that goes in.
    public let z: Double
    /// The number that comes out.
    public let a: Double
    let unit: Int
    let letters: LayerLetters

    /// The letter of what goes in.
    var name: String { letters.input }
    /// The letter of what comes out.
    var outputName: String { letters.output }
    var input: Arithmetic { .named(name, z, .input(unit)) }
    var output: Arithmetic { .named(outputName, a, .output(unit)) }
}

/// The lines of the signal and of the error, which the slope multiplies: `a = f(z)`, `δ = ∂L/∂a·f′(z)`.
extension ActivationLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let explanation = explanation(unit, in: pass)
        let call = "\(spec.name)(\(pass.letters.input))"
        let formula = explanation.formula.isEmpty ? call : "\(call) = \(explanation.formula)"
        return [ExplainLine(pass.letters.output, formula, explanation.value, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let explanation = explanation(unit, in: pass)
        let slope = ExplainLine(pass.letters.slope, explanation.slopeFormula, explanation.slope, isStep: true)
        return [slope, pass.slopeLine(slope, dy[unit], dx[unit], unit)]
    }

    var isElementwise: Bool { true }

    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { explanation(unit, in: pass).slope.value }

    private func explanation(_ unit: Int, in pass: LayerPass<Scalar>) -> ElementwiseExplanation {
        let element = FunctionElement(
            z: Double(pass.input[unit]), a: Double(pass.output[unit]), unit: unit, letters: pass.letters)
        return Function.explanation(element, constants: constants)
    }
}

extension LayerPass {
    /// `δ = ∂L/∂a·f′(z)`
    func slopeLine(_ slope: ExplainLine, _ outputError: Double, _ inputError: Double, _ unit: Int) -> ExplainLine {
        let product = Arithmetic.product([
            .named(letters.outputError, outputError, .outputGradient(unit)), .named(slope.name, slope.value),
        ])
        return ExplainLine(letters.inputError, "\(letters.outputError)·\(slope.name)", product, inputError)
    }
}
