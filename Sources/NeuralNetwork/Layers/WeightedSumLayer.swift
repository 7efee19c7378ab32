/// A layer of which each output is one sum of weighted inputs, and nothing else: dense, convolution.
protocol WeightedSumLayer<Scalar>: Layer {}

/// `z = Σ w·x + b` going forward, `∂L/∂x = Σ w·δ` coming back.
extension WeightedSumLayer {
    /// x in, z out.
    var letters: LayerLetters { .sum }

    /// `z = Σ w·x + b`
    func sumFormula(_ letters: LayerLetters) -> String { "\(letters.output) = \(sum(letters))" }

    private func sum(_ letters: LayerLetters) -> String {
        "Σ \(letters.weight)·\(letters.input)" + (addsBias ? " + b" : "")
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let products = forwardSum(unit, in: pass) else { return [] }
        let letters = pass.letters
        return [
            ExplainLine(
                letters.output, sum(letters), .products(products, weight: letters.weight, factor: letters.input),
                Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let products = backwardSum(unit, in: pass), let dx = pass.inputGradient else { return [] }
        let (weight, error) = (pass.letters.weight, pass.letters.outputError)
        return [
            ExplainLine(
                pass.letters.inputError, "Σ \(weight)·\(error)", .products(products, weight: weight, factor: error), dx[unit])
        ]
    }
}
