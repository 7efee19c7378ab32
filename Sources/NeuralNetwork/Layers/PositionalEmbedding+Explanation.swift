/// A sum of two; the gradient of p is the mean of what arrives at its place.
extension PositionalEmbeddingLayer {
    var isElementwise: Bool { true }

    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol { ParameterSymbol("p", indices) }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [unit] }

    /// 1: what is added does not depend on what comes in.
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { 1 }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        [
            ExplainLine(
                pass.letters.output, "\(pass.letters.input) + p",
                .sum([
                    .named(pass.letters.input, pass.input[unit], .input(unit)),
                    .named("p", pass.parameters[unit], .parameter(unit)),
                ]), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let slope = ExplainLine(pass.letters.slope, "1", .constant(1), isStep: true)
        return [slope, pass.slopeLine(slope, dy[unit], dx[unit], unit)]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let terms = pass.samples.enumerated().map { order, sample in
            ProductSum.Term(source: order, parameter: nil, weight: dy[sample * size + index], factor: 1)
        }
        return [
            pass.gradientLine(
                "∂L/∂p", terms, weight: pass.letters.outputError, factor: "1", parameter: index, place: "at its place")
        ].compactMap { $0 }
    }
}
