/// A row looked up; its gradient is what arrives wherever it was looked up.
extension EmbeddingLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [Int(pass.input[unit / size]) * size + unit % size] }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let row = Int(pass.input[unit / size])
        let place = row * size + unit % size
        return [
            ExplainLine(
                pass.letters.output, "w[\(row),\(unit % size)], of row \(row)",
                .named("w", pass.parameters[place], .parameter(place)), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { [] }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let places = inputShape.count
        let rows = (pass.samples.lowerBound * places..<pass.samples.upperBound * places).filter {
            Int(pass.memory.input[$0]) == index / size
        }
        let terms = rows.map { row in
            ProductSum.Term(source: row, parameter: nil, weight: dy[row * size + index % size], factor: 1)
        }
        return [
            pass.gradientLine(
                "∂L/∂w", terms, weight: pass.letters.outputError, factor: "1", parameter: index,
                place: "where row \(index / size) was looked up")
        ].compactMap { $0 }
    }
}
