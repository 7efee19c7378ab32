/// `z = Σ w·x + b`, `∂L/∂x = Σ w·∂L/∂z`, `∂L/∂w = Σ ∂L/∂z·x` over the batch.
extension DenseLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let (inputs, neuron) = (inputShape.last, unit % outputShape.last)
        return Array(neuron * inputs..<(neuron + 1) * inputs) + (addsBias ? [inputs * outputShape.last + neuron] : [])
    }

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

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.memory.outputGradient, let gradients = pass.memory.gradients else { return [] }
        let (inputs, outputs) = (inputShape.last, outputShape.last)
        let rows = pass.count * (inputShape.count / inputs)
        return [
            .gradient(rows: rows, isBias: index >= inputs * outputs, value: Double(gradients[index])) { row in
                index < inputs * outputs
                    ? (Double(dy[row * outputs + index / inputs]), Double(pass.memory.input[row * inputs + index % inputs]))
                    : (Double(dy[row * outputs + index - inputs * outputs]), 1)
            }
        ]
    }
}

extension ExplainLine {
    /// A parameter's gradient: the sum of what each row of the batch says, `δ·x`, or `δ` alone for a bias.
    static func gradient(
        rows: Int, isBias: Bool, value: Double, name: String = "x", _ product: (Int) -> (gradient: Double, input: Double)
    ) -> ExplainLine {
        let terms = (0..<rows).map { row in
            let (gradient, input) = product(row)
            return ProductSum.Term(source: row, parameter: nil, weight: gradient, factor: input)
        }
        return ExplainLine(
            isBias ? "∂L/∂b" : "∂L/∂w", isBias ? "Σ δ" : "Σ δ·\(name)",
            .products(ProductSum(terms), weight: "δ", factor: isBias ? "1" : name), value)
    }
}
