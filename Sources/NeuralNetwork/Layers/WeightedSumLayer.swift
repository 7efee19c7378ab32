/// A layer of which each output is one sum of weighted inputs, and nothing else: dense, convolution.
protocol WeightedSumLayer<Scalar>: Layer {}

/// `z = Σ w·x + b` going forward, `∂L/∂x = Σ w·∂L/∂z` coming back.
extension WeightedSumLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let sum = forwardSum(unit, in: pass) else { return [] }
        return [
            ExplainLine(
                "z", addsBias ? "Σ w·x + b" : "Σ w·x", .products(sum, weight: "w", factor: "x"), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let sum = backwardSum(unit, in: pass), let dx = pass.inputGradient else { return [] }
        return [ExplainLine("∂L/∂x", "Σ w·δ", .products(sum, weight: "w", factor: "δ"), Double(dx[unit]))]
    }
}
