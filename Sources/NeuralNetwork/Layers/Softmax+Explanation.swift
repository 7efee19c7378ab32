/// Softmax of the last axis; backward every output has a part in every input's gradient.
extension SoftmaxLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let size = inputShape.last
        let first = unit / size * size
        let row = (0..<size).map { Double(pass.input[first + $0]) }
        let largest = row.max() ?? 0
        let letter = pass.letters.input
        func power(_ index: Int) -> Arithmetic {
            .function(.exponential, .difference(.named(letter, row[index], .input(first + index)), .named("max", largest)))
        }
        let total = ExplainLine("Σ", "Σ e^(\(letter) − max)", .sum((0..<size).map(power)), isStep: true)
        return [
            total,
            ExplainLine(
                pass.letters.output, "e^(\(letter) − max) / Σ", .quotient(power(unit - first), .named("Σ", total.value)),
                Double(pass.output[unit])),
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let size = inputShape.last
        let first = unit / size * size
        let terms = (first..<first + size).map {
            ProductSum.Term(source: $0, parameter: nil, weight: Double(pass.output[$0]), factor: dy[$0])
        }
        let (a, error) = (pass.letters.output, pass.letters.outputError)
        let mean = ExplainLine("s", "Σ \(a)·\(error)", .products(ProductSum(terms), weight: a, factor: error), isStep: true)
        let product = Arithmetic.product([
            .named(a, pass.output[unit], .output(unit)),
            .difference(.named(error, dy[unit], .outputGradient(unit)), .named("s", mean.value)),
        ])
        return [mean, ExplainLine(pass.letters.inputError, "\(a)·(\(error) − s)", product, dx[unit])]
    }
}
