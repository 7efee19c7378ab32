/// `∂L/∂w = Σ ∂L/∂z·x` over the batch.
extension DenseLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let (inputs, neuron) = (inputShape.last, unit % outputShape.last)
        return Array(neuron * inputs..<(neuron + 1) * inputs) + (addsBias ? [inputs * outputShape.last + neuron] : [])
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
