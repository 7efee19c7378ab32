/// A row looked up; its gradient is what arrives wherever it was looked up.
extension EmbeddingLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [Int(pass.input[unit / size]) * size + unit % size] }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let row = Int(pass.input[unit / size])
        let place = row * size + unit % size
        return [
            ExplainLine("y", "weight[\(row)]", .named("w", pass.parameters[place], .parameter(place)), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { [] }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.memory.outputGradient, let gradients = pass.memory.gradients else { return [] }
        let rows = (0..<pass.count * inputShape.count).filter { Int(pass.memory.input[$0]) == index / size }
        let terms = rows.map { row in
            ProductSum.Term(source: row, parameter: nil, weight: Double(dy[row * size + index % size]), factor: 1)
        }
        return [
            ExplainLine(
                "∂L/∂w", "Σ δ wherever row \(index / size) was looked up",
                .products(ProductSum(terms), weight: "δ", factor: "1"), Double(gradients[index]))
        ]
    }
}
