/// Softmax of the last axis; backward every output has a part in every input's gradient.
extension SoftmaxLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let size = inputShape.last
        let first = unit / size * size
        let row = (0..<size).map { Double(pass.input[first + $0]) }
        let largest = row.max() ?? 0
        func power(_ index: Int) -> Arithmetic {
            .function(.exponential, .difference(.named("x", row[index], .input(first + index)), .named("max", largest)))
        }
        let total = ExplainLine("Σ", "Σⱼ e^(xⱼ − max)", .sum((0..<size).map(power)))
        return [
            total,
            ExplainLine(
                "y", "e^(x − max) / Σ", .quotient(power(unit - first), .named("Σ", total.value)), Double(pass.output[unit])),
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let size = inputShape.last
        let first = unit / size * size
        let terms = (first..<first + size).map {
            ProductSum.Term(source: $0, parameter: nil, weight: Double(pass.output[$0]), factor: Double(dy[$0]))
        }
        let mean = ExplainLine("s", "Σⱼ yⱼ·∂L/∂yⱼ", .products(ProductSum(terms), weight: "y", factor: "∂L/∂y"))
        let product = Arithmetic.product([
            .named("y", pass.output[unit], .output(unit)),
            .difference(.named("∂L/∂y", dy[unit], .outputGradient(unit)), .named("s", mean.value)),
        ])
        return [mean, ExplainLine("∂L/∂x", "y·(∂L/∂y − s)", product, Double(dx[unit]))]
    }
}
